import type { postLogger } from '../../api/contract/me.ts';
import { JokaError } from '../../game/errors.ts';
import { dwellsOfPoints } from '../../game/logger/dwells-of.ts';
import { readLoggerFile } from '../../game/logger/read-logger-file.ts';
import { weeklyRadius } from '../../game/logger/weekly-radius.ts';
import { write } from '../data/client.ts';
import { FailureError } from '../data/failure.ts';
import { homeZone } from './home-zone.ts';

/** Rows of one request. */
const PART = 1000;

/** What became of a file: dwells the study took, and rows it did not by reason, here or there. */
export type Imported = { readonly taken: number; readonly refused: Readonly<Record<string, number>> };

const iso = (at: number): string => new Date(at).toISOString();

/** A UUID of a file's bytes and a part of it: the same file again is the same writes. */
const keyOf = async (bytes: ArrayBuffer, part: number): Promise<string> => {
  const name = new TextEncoder().encode(`part ${part}`);
  const named = new Uint8Array(bytes.byteLength + name.length);
  named.set(new Uint8Array(bytes));
  named.set(name, bytes.byteLength);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', named));
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/**
 * Reads a location file here and sends the study what is left of it: squares and times, nothing of the home zone, and
 * how wide each week was. No coordinate leaves the page.
 * @throws FailureError LOGGER_FORMAT_UNKNOWN, LOGGER_NO_HOME, or the server's own
 */
export const importFile = async (
  owner: string,
  file: File,
  told: (share: number) => void,
): Promise<Imported> => {
  const zone = await homeZone(owner);
  const fail = (code: string): FailureError =>
    new FailureError({ code, status: 422, requestId: null, message: code });
  if (zone.size === 0) throw fail('LOGGER_NO_HOME');
  const bytes = await file.arrayBuffer();
  let reading;
  try {
    reading = readLoggerFile(new TextDecoder().decode(bytes));
  } catch (error) {
    throw error instanceof JokaError ? fail(error.code) : error;
  }
  const dwells = dwellsOfPoints(reading.points, zone);
  const weeks = weeklyRadius(dwells, zone, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const refused: Record<string, number> = {};
  for (const { code } of reading.refused) refused[code] = (refused[code] ?? 0) + 1;
  let taken = 0;
  for (let from = 0; from < dwells.length; from += PART) {
    const body = {
      dwells: dwells.slice(from, from + PART).map((dwell) => ({
        ...dwell,
        firstAt: iso(dwell.firstAt),
        lastAt: iso(dwell.lastAt),
      })),
      weeks: from === 0 ? weeks.slice(-600) : [],
    };
    const answer = await write<typeof postLogger>('POST', '/me/logger', {
      body,
      key: await keyOf(bytes, from),
    });
    taken += answer.accepted;
    for (const { code } of answer.refused) refused[code] = (refused[code] ?? 0) + 1;
    told(Math.min(1, (from + PART) / dwells.length));
  }
  return { taken, refused };
};
