import type { FastifyRequest } from 'fastify';
import { JokaError } from '../../game/errors.ts';
import { FileFields } from '../contract/files.ts';
import type { GivenFile } from '../../ingest/feeds/file-door.ts';
import { readPart } from './validation.ts';

const LIMITS = { fileSize: 8 * 1024 * 1024, files: 1, parts: 4, fields: 3, fieldSize: 8000 };

const fieldsIn = (text: string): GivenFile['fields'] => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new JokaError('REQUEST_INVALID', { part: 'body', field: 'fields', reason: 'not JSON' });
  }
  return readPart(FileFields, 'body', value) as GivenFile['fields'];
};

/**
 * Reads a table's form: `fields` (JSON), `replaces` (`true` or `false`), then one file named `file`.
 * @throws JokaError REQUEST_INVALID naming the field; BODY_TOO_LARGE above the limit of a file
 */
export const readFileUpload = async (request: FastifyRequest): Promise<GivenFile & { replaces: boolean }> => {
  let fields: GivenFile['fields'] = null;
  let replaces = false;
  let file: { name: string; bytes: Uint8Array } | null = null;
  for await (const part of request.parts({ limits: LIMITS })) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer();
      if (part.fieldname === 'file') file = { name: part.filename, bytes };
    } else if (part.fieldname === 'fields' && typeof part.value === 'string' && part.value !== '')
      fields = fieldsIn(part.value);
    else if (part.fieldname === 'replaces') replaces = part.value === 'true';
  }
  if (file === null)
    throw new JokaError('REQUEST_INVALID', { part: 'body', field: 'file', reason: 'no file was sent' });
  return { ...file, fields, replaces };
};
