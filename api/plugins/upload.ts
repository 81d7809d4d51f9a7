import { Type } from '@sinclair/typebox';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { JokaError } from '../../game/errors.ts';
import { H3, Instant, nullable, Uuid } from '../contract/common.ts';
import { closed } from '../contract/route.ts';
import type { Submission } from '../writers/photos.ts';
import { readPart } from './validation.ts';

/** The fields beside a picture, as texts of a multipart form. */
const Fields = closed({
  id: Uuid,
  takenAt: nullable(Instant),
  placeCell: nullable(H3),
  accuracyM: nullable(Type.Integer({ minimum: 0, maximum: 100_000 })),
});

/**
 * Reads a photo's form: fields, then one file named `photo`.
 * @throws JokaError REQUEST_INVALID naming the field; BODY_TOO_LARGE above the limit of a file
 */
export const readUpload = async (
  request: FastifyRequest,
): Promise<{ submission: Submission; bytes: Uint8Array }> => {
  const fields: Record<string, unknown> = { takenAt: null, placeCell: null, accuracyM: null };
  let bytes: Uint8Array | null = null;
  for await (const part of request.parts()) {
    if (part.type === 'file') bytes = await readFile(part);
    else if (part.value !== '') fields[part.fieldname] = part.value;
  }
  if (typeof fields['accuracyM'] === 'string') fields['accuracyM'] = Math.round(Number(fields['accuracyM']));
  const submission = readPart(Fields, 'body', fields) as Submission;
  if (bytes === null)
    throw new JokaError('REQUEST_INVALID', { part: 'body', field: 'photo', reason: 'no file was sent' });
  return { submission, bytes };
};

const readFile = async (part: MultipartFile): Promise<Uint8Array> => {
  if (part.fieldname !== 'photo')
    throw new JokaError('REQUEST_INVALID', {
      part: 'body',
      field: 'photo',
      reason: 'the file has another field name',
    });
  return part.toBuffer();
};
