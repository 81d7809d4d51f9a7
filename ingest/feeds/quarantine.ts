import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import type { JokaError } from '../../game/errors.ts';

/** A page or row set aside, and the object that still holds it. */
export type SetAside = {
  readonly place: string;
  readonly error: JokaError;
  readonly objectKey: string | null;
};

/**
 * Sets rows or pages of a run aside with code, place and remedy. The same place with the same code again is the same
 * line, pointed at the newest object and run.
 */
export const quarantine = async (
  trx: Kysely<Tables>,
  run: { readonly id: string; readonly source: string },
  at: string,
  aside: readonly SetAside[],
): Promise<void> => {
  if (aside.length === 0) return;
  const rows = [...new Map(aside.map((item) => [`${item.place}\n${item.error.code}`, item])).values()].map(
    ({ place, error, objectKey }) => ({
      place,
      code: error.code,
      message: error.message,
      remedy: error.spec.remedy,
      object_key: objectKey,
    }),
  );
  await sql`
    INSERT INTO ops.quarantine (entry, source, place, code, message, remedy, object_key, kind, subject, at, updated_at)
    SELECT 'feed', ${run.source}, x.place, x.code, x.message, x.remedy, x.object_key, 'feed', ${run.id},
           ${at}::timestamptz, ${at}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS x(place text, code text, message text, remedy text, object_key text)
    ON CONFLICT (entry, source, place, code) DO UPDATE
    SET message = excluded.message, remedy = excluded.remedy, object_key = excluded.object_key, state = 'held',
        kind = 'feed', subject = excluded.subject, updated_at = excluded.updated_at`.execute(trx);
};
