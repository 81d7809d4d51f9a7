import { JokaError } from '../../game/errors.ts';
import type { HttpAnswer, HttpDoor } from '../../infra/outbound/door.ts';

/** The door of a place that has none. */
export const noHttp: HttpDoor = ({ url }) =>
  Promise.reject(
    new JokaError('FEED_ADDRESS_REFUSED', { url: new URL(url).host, reason: 'no way out from here' }),
  );

/** The whole body, for answers known to be small. */
export const readWhole = async (answer: HttpAnswer): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  return Buffer.concat(chunks);
};
