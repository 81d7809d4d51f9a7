import type { Database } from '../../infra/db/database.ts';
import type { PhotoDraft, PhotoState } from '../../game/photo.ts';
import type { Row } from '../output.ts';

export type ListOptions = {
  ids?: readonly string[];
  state?: PhotoState;
  territory?: string;
  limit?: number;
};

/** Photos, latest first, without finder, place, or contact. `code` says why one ended without an offer. */
export const listPhotos = async (db: Pick<Database, 'game'>, options: ListOptions): Promise<Row[]> => {
  if (options.ids?.length === 0) return [];
  let query = db.game
    .selectFrom('game.photos')
    .select(['id', 'state', 'territory', 'received_at', 'draft', 'offer', 'error_code'])
    .orderBy('received_at', 'desc')
    .orderBy('id');
  if (options.ids !== undefined) query = query.where('id', 'in', [...options.ids]);
  if (options.state !== undefined) query = query.where('state', '=', options.state);
  if (options.territory !== undefined) query = query.where('territory', '=', options.territory);
  if (options.limit !== undefined) query = query.limit(options.limit);
  const rows = await query.execute();
  return rows.map((row) => {
    // written by the photo steps: only its type was forgotten
    const draft = row.draft as PhotoDraft | null;
    return {
      id: row.id,
      state: row.state,
      territory: row.territory,
      received: row.received_at.toISOString(),
      verdict: draft?.verdict ?? null,
      confidence: draft === null ? null : Math.round(draft.confidence * 100) / 100,
      lines: draft?.lines.length ?? null,
      title: draft?.title?.value ?? null,
      offer: row.offer,
      code: row.error_code,
    };
  });
};
