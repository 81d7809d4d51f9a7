import { sql } from 'kysely';
import type { Cell } from '../../game/ids.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/db/database.ts';
import type { ObjectStore } from '../../infra/object-store/object-store.ts';
import type { PhotoGate } from './gate/gate.ts';

/** A photo as it comes in. `id` is the sender's UUID; without a player a reviewer answers for it. */
export type Submission = {
  id: string;
  player: string | null;
  territory: string;
  bytes: Uint8Array;
  /** Names the picture in messages. */
  file: string;
  /** ISO 8601 instant of the shot, as the phone says. */
  takenAt: string | null;
  /** Resolution 12, a shop's place; null lets the picture's own GPS tags speak. */
  placeCell: Cell | null;
  accuracyM: number | null;
};

/** The doors a submission needs. */
export type SubmitDeps = {
  readonly db: Pick<Database, 'game'>;
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly gate: PhotoGate;
};

/**
 * Lets a photo in: gate, object, then the row and its outbox row in one transaction. The same id again changes
 * nothing and answers false.
 *
 * @throws JokaError of the gate (refused: nothing is stored) and of the store
 */
export const submitPhoto = async (
  { db, store, clock, gate }: SubmitDeps,
  { bytes, file, ...photo }: Submission,
): Promise<boolean> => {
  const admitted = await gate.admit(bytes, file);
  const objectKey = `photos/${admitted.sha256}.jpg`;
  await store.put(objectKey, admitted.jpeg);
  const at = new Date(clock.now()).toISOString();
  return db.game.transaction().execute(async (trx) => {
    const inserted = await trx
      .insertInto('game.photos')
      .values({
        id: photo.id,
        player: photo.player,
        object_key: objectKey,
        taken_at: photo.takenAt,
        received_at: at,
        place_cell: photo.placeCell ?? admitted.placeCell,
        accuracy_m: photo.accuracyM,
        territory: photo.territory,
        progress: 5,
        updated_at: at,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 0n) return false;
    await sql`
      INSERT INTO ops.outbox (kind, subject, created_at) VALUES ('photo', ${photo.id}, ${at}::timestamptz)
      ON CONFLICT DO NOTHING`.execute(trx);
    return true;
  });
};
