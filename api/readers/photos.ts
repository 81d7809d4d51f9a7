import type { Kysely, Selectable } from 'kysely';
import { ERRORS, JokaError } from '../../game/errors.ts';
import type { PhotoCorrection, PhotoDraft } from '../../game/photo.ts';
import type { Tables } from '../../infra/db/tables.ts';
import type { getPhoto } from '../contract/photos.ts';
import type { ResponseOf } from '../contract/route.ts';

export type PhotoAnswer = ResponseOf<typeof getPhoto>;
type Row = Selectable<Tables['game.photos']>;

const remedyOf = (code: string | null): string | null =>
  code !== null && code in ERRORS ? ERRORS[code as keyof typeof ERRORS].remedy : null;

/** A submission as its finder or a reviewer sees it: never who took it, never where. */
export const photoAnswer = (row: Row): PhotoAnswer => ({
  id: row.id,
  state: row.state,
  progress: row.progress,
  takenAt: row.taken_at?.toISOString() ?? null,
  receivedAt: row.received_at.toISOString(),
  hasPlace: row.place_cell !== null,
  // Written by the photo steps and by checked bodies: only their types were forgotten.
  draft: row.draft as PhotoDraft | null,
  confirmed: row.confirmed as PhotoCorrection | null,
  offer: row.offer,
  errorCode: row.error_code,
  errorRemedy: remedyOf(row.error_code),
});

/** What a reviewer sees of it: the day it came in, never the minute; not when it was taken. */
export const forReviewer = (photo: PhotoAnswer): PhotoAnswer => ({
  ...photo,
  takenAt: null,
  receivedAt: `${photo.receivedAt.slice(0, 10)}T00:00:00.000Z`,
});

/**
 * Whose photos may be seen: the player's own, or those that wait for review in a territory (null: all of them). What
 * minors send is for advisers only.
 */
export type PhotoScope =
  { readonly player: string } | { readonly review: string | null; readonly minors: boolean };

const scoped = (game: Kysely<Tables>, scope: PhotoScope) => {
  const all = game.selectFrom('game.photos').selectAll();
  if ('player' in scope) return all.where('player', '=', scope.player);
  const held = all.where('state', '=', 'review');
  const waiting = scope.minors
    ? held
    : held.where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('game.players as p')
              .select('p.id')
              .whereRef('p.id', '=', 'game.photos.player')
              .where('p.age_band', '=', '16-17'),
          ),
        ),
      );
  return scope.review === null ? waiting : waiting.where('territory', '=', scope.review);
};

export const listPhotos = async (game: Kysely<Tables>, scope: PhotoScope): Promise<PhotoAnswer[]> =>
  (await scoped(game, scope).orderBy('received_at', 'desc').limit(200).execute()).map(photoAnswer);

/** @throws JokaError NOT_FOUND, alike for what is missing and what is another's */
export const readPhotoRow = async (game: Kysely<Tables>, scope: PhotoScope, id: string): Promise<Row> => {
  const row = await scoped(game, scope).where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new JokaError('NOT_FOUND', { what: 'photo' });
  return row;
};
