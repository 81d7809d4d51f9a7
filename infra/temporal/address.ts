import { readFile } from 'node:fs/promises';
import { JokaError } from '../../game/errors.ts';
import type { Config } from '../config.ts';
import type { TemporalAddress, TemporalTls } from './connection.ts';

const pem = async (name: keyof Config, path: string | null): Promise<Buffer | undefined> => {
  if (path === null) return undefined;
  try {
    return await readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new JokaError(
      'CONFIG_INVALID',
      { name, expected: `a file that can be read (${reason})`, line: `${name}=/path/to/file.pem` },
      error,
    );
  }
};

/**
 * Where and how the configuration reaches Temporal. TLS when any of its parts or the API key is set.
 * @throws JokaError CONFIG_INVALID naming the variable whose file cannot be read
 */
export const temporalAddress = async (config: Config, address: string): Promise<TemporalAddress> => {
  const ca = await pem('JOKA_TEMPORAL_TLS_CA', config.JOKA_TEMPORAL_TLS_CA);
  const cert = await pem('JOKA_TEMPORAL_TLS_CERT', config.JOKA_TEMPORAL_TLS_CERT);
  const key = await pem('JOKA_TEMPORAL_TLS_KEY', config.JOKA_TEMPORAL_TLS_KEY);
  const name = config.JOKA_TEMPORAL_TLS_NAME;
  const tls: TemporalTls = {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(name === null ? {} : { name }),
  };
  const secure = config.JOKA_TEMPORAL_TLS || Object.keys(tls).length > 0;
  return {
    address,
    namespace: config.JOKA_TEMPORAL_NAMESPACE,
    ...(secure ? { tls } : {}),
    ...(config.JOKA_TEMPORAL_API_KEY === null ? {} : { apiKey: config.JOKA_TEMPORAL_API_KEY }),
  };
};
