import type { Kysely } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import { isCellOf } from '../../game/fog.ts';
import type { PhotoCorrection } from '../../game/photo.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { photoKey } from '../../infra/object-store/keys.ts';
import type { AppDeps } from '../deps.ts';
import { mutate } from '../plugins/mutate.ts';
import { photoAnswer, readPhotoRow } from '../readers/photos.ts';
import type { PhotoAnswer, PhotoScope } from '../readers/photos.ts';
import type { Who } from './acts.ts';

/** What comes with a picture. `placeCell`: resolution 12, the shop's. */
export type Submission = {
  readonly id: string;
  readonly takenAt: string | null;
  readonly placeCell: string | null;
  readonly accuracyM: number | null;
};

/** Resolution of a shop's place, the finest in the system. */
const PLACE_RESOLUTION = 12;

/**
 * Takes a picture in: through the gate, object first, then the submission and its work in one transaction.
 * @throws JokaError PHOTO_* from the gate; REQUEST_INVALID; MUTATION_BODY_DIFFERS
 */
export const submitPhoto = async (
  deps: Pick<AppDeps, 'db' | 'clock' | 'gate' | 'store'>,
  who: Who,
  key: string,
  submission: Submission,
  bytes: Uint8Array,
): Promise<PhotoAnswer> => {
  const { placeCell } = submission;
  if (placeCell !== null && !isCellOf(placeCell, PLACE_RESOLUTION))
    throw new JokaError('REQUEST_INVALID', {
      part: 'body',
      field: 'placeCell',
      reason: 'not an H3 cell of resolution 12',
    });
  const admitted = await deps.gate.admit(bytes, 'photo');
  const objectKey = photoKey(admitted.jpeg);
  await deps.store.put(objectKey, admitted.jpeg);
  const at = new Date(deps.clock.now());
  const body = { ...submission, sha256: admitted.sha256 };
  const write = { register: 'game', actor: who.player, key, route: 'POST /photos', body } as const;
  return mutate({ db: deps.db.game, clock: deps.clock }, write, async (trx) => {
    const row = await trx
      .insertInto('game.photos')
      .values({
        id: submission.id,
        player: who.player,
        object_key: objectKey,
        taken_at: submission.takenAt,
        received_at: at,
        place_cell: placeCell ?? admitted.placeCell,
        accuracy_m: submission.accuracyM,
        territory: who.territory,
        draft: null,
        confirmed: null,
        offer: null,
        error_code: null,
        updated_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    // The id was used before under another key: whoever used it, nothing is said about it.
    if (row === undefined) throw new JokaError('MUTATION_BODY_DIFFERS', { key: 'id' });
    await trx
      .insertInto('ops.outbox')
      .values({ kind: 'photo', subject: submission.id, created_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return photoAnswer(row);
  });
};

/**
 * The finder's or a reviewer's answer: kept with the signal its run waits for, in one transaction.
 * @throws JokaError NOT_FOUND when it is not theirs or waits for no answer
 */
export const answerPhoto = async (
  trx: Kysely<Tables>,
  scope: PhotoScope,
  id: string,
  answer: { readonly accept: boolean; readonly fields: PhotoCorrection | null },
  at: Date,
): Promise<{ done: true }> => {
  const row = await readPhotoRow(trx, scope, id);
  const finder = 'player' in scope;
  if (finder && row.state !== 'read') throw new JokaError('NOT_FOUND', { what: 'photo that waits for you' });
  const fields = answer.fields === null ? {} : { confirmed: JSON.stringify(answer.fields) };
  await trx
    .updateTable('game.photos')
    .set({ ...fields, ...(finder ? { state: 'confirmed' } : {}), updated_at: at })
    .where('id', '=', id)
    .execute();
  await trx
    .insertInto('ops.signals')
    .values({
      kind: 'photo',
      subject: id,
      signal: finder ? 'confirmed' : 'reviewed',
      value: JSON.stringify({ accept: answer.accept }),
      at,
    })
    .execute();
  return { done: true };
};
