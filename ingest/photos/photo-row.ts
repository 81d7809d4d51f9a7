import { cellToLatLng, cellToParent, getResolution, isValidCell } from 'h3-js';
import type { Cell } from '../../game/ids.ts';
import type { PhotoCorrection, PhotoDraft } from '../../game/photo.ts';
import type { PhotoDeps } from './deps.ts';

/** One submission as the steps need it. */
export type PhotoRow = {
  id: string;
  player: string | null;
  objectKey: string;
  placeCell: string | null;
  territory: string | null;
  state: string;
  draft: PhotoDraft | null;
  confirmed: PhotoCorrection | null;
  offer: string | null;
};

/** The submission, or null: an erased person's photos are gone while their work may still be open. */
export const loadPhoto = async (db: PhotoDeps['db'], id: string): Promise<PhotoRow | null> => {
  const row = await db.game
    .selectFrom('game.photos')
    .select(['id', 'player', 'object_key', 'place_cell', 'territory', 'state', 'draft', 'confirmed', 'offer'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    player: row.player,
    objectKey: row.object_key,
    placeCell: row.place_cell,
    territory: row.territory,
    state: row.state,
    // written by these steps and by the contract's checked body: only their types were forgotten
    draft: row.draft as PhotoDraft | null,
    confirmed: row.confirmed as PhotoCorrection | null,
    offer: row.offer,
  };
};

/** What may change on a submission, with the instant of the change. */
export type PhotoChange = {
  state?: 'read' | 'confirmed' | 'review' | 'published' | 'duplicate' | 'rejected' | 'failed';
  draft?: PhotoDraft | null;
  confirmed?: PhotoCorrection | null;
  offer?: string | null;
  errorCode?: string | null;
  progress?: number;
};

/** Final states: a submission there is never changed again. */
export const FINAL_STATES = ['published', 'duplicate', 'rejected', 'failed'] as const;

export const changePhoto = async (deps: PhotoDeps, id: string, change: PhotoChange): Promise<void> => {
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  await deps.db.game
    .updateTable('game.photos')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.draft === undefined ? {} : { draft: json(change.draft) }),
      ...(change.confirmed === undefined ? {} : { confirmed: json(change.confirmed) }),
      ...(change.offer === undefined ? {} : { offer: change.offer }),
      ...(change.errorCode === undefined ? {} : { error_code: change.errorCode }),
      ...(change.progress === undefined ? {} : { progress: change.progress }),
      updated_at: new Date(deps.clock.now()),
    })
    .where('id', '=', id)
    .execute();
};

/** Where a photo's offer lies: the centre of its resolution-12 cell (WGS84 degrees), and the fog's cell. */
export type PhotoPlace = { lat: number; lng: number; cell: Cell };

/** Null without a place, or with something else than a resolution-12 cell. */
export const placeOfPhoto = (placeCell: string | null): PhotoPlace | null => {
  if (placeCell === null || !isValidCell(placeCell) || getResolution(placeCell) !== 12) return null;
  const [lat, lng] = cellToLatLng(placeCell);
  return { lat, lng, cell: cellToParent(placeCell, 10) as Cell };
};
