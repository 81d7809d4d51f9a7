import { sql } from 'kysely';
import type { JokaError } from '../../game/errors.ts';
import type { PhotoDeps } from './deps.ts';
import type { PhotoRow } from './photo-row.ts';

/** Keeps a photo that could not be read, with its reason and where the picture is, for an operator to retry. */
export const setAside = async (
  { db, clock }: PhotoDeps,
  photo: PhotoRow,
  error: JokaError,
): Promise<void> => {
  const at = new Date(clock.now()).toISOString();
  await sql`
    INSERT INTO ops.quarantine (entry, source, place, code, message, remedy, object_key, kind, subject, at, updated_at)
    VALUES ('photo', 'photo', ${photo.id}, ${error.code}, ${error.message}, ${error.spec.remedy}, ${photo.objectKey},
            'photo', ${photo.id}, ${at}::timestamptz, ${at}::timestamptz)
    ON CONFLICT (entry, source, place, code) DO UPDATE
    SET message = excluded.message, state = 'held', tries = ops.quarantine.tries + 1,
        updated_at = excluded.updated_at`.execute(db.game);
};

/** A photo that was set aside and is read now leaves quarantine. */
export const release = async ({ db, clock }: PhotoDeps, photo: string): Promise<void> => {
  await sql`
    UPDATE ops.quarantine SET state = 'released', updated_at = ${new Date(clock.now()).toISOString()}::timestamptz
    WHERE entry = 'photo' AND subject = ${photo} AND state IN ('held', 'retried')`.execute(db.game);
};
