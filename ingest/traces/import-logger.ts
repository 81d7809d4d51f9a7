import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { ERRORS, JokaError } from '../../game/errors.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { Sender } from './accept.ts';
import type { BatchAnswer, RawDwell } from './batch.ts';
import { validateDwells } from './validate.ts';

/** A part of a file, made where it was read. `rgKm`: the week's radius of gyration, home at the middle of its zone. */
export type LoggerPart = {
  readonly dwells: readonly RawDwell[];
  readonly weeks: readonly { readonly week: string; readonly rgKm: number }[];
};

const iso = (at: number): string => new Date(at).toISOString();

/**
 * Stages a part of a person's own logger file for the study, in the caller's transaction: good rows after the consent
 * that holds are kept, the others refused with their row, reason and remedy. Nothing of it enters the game.
 * @throws JokaError CONSENT_MISSING without consent to research
 */
export const importLogger = async (
  trx: Kysely<Tables>,
  clock: Clock,
  { player, territory }: Sender,
  { dwells, weeks }: LoggerPart,
): Promise<BatchAnswer> => {
  const now = clock.now();
  const { accepted, rows: places, refused } = validateDwells(dwells, now, Number.POSITIVE_INFINITY);
  const session = iso(Math.min(now, ...accepted.map(({ firstAt }) => firstAt)));
  const rows = accepted.map(({ firstAt, lastAt, cell, n, accuracy, home }) => ({
    at: iso(firstAt),
    lastAt: iso(lastAt),
    cell,
    n,
    accuracy,
    home,
    session,
    observation: 'logger',
  }));
  const { rows: answers } = await sql<{ outcome: string; since: Date | null; staged: number }>`
    SELECT * FROM study.stage_logger(${player}::uuid, ${territory}, ${JSON.stringify(rows)}::jsonb,
      ${JSON.stringify(weeks)}::jsonb, ${new Date(now)})`.execute(trx);
  const [answer] = answers;
  if (answer === undefined || answer.outcome === 'no_consent' || answer.since === null)
    throw new JokaError('CONSENT_MISSING', { purpose: 'research' });
  const since = answer.since.getTime();
  const { remedy } = ERRORS.LOGGER_BEFORE_CONSENT;
  const early = accepted.flatMap(({ firstAt }, i) =>
    firstAt < since ? [{ row: places[i] ?? i, field: 'firstAt', code: 'LOGGER_BEFORE_CONSENT', remedy }] : [],
  );
  return {
    accepted: answer.staged,
    refused: [...refused, ...early].toSorted((a, b) => a.row - b.row),
  };
};
