import { JokaError } from '../../game/errors.ts';
import type { CliContext } from '../context.ts';

/**
 * An operator's answer to a photo that waits for a reviewer; the worker takes it up.
 * @throws JokaError PHOTO_UNKNOWN when no photo with this id waits for review
 */
export const reviewPhoto = async (context: CliContext, photo: string, accept: boolean): Promise<void> => {
  const db = await context.database();
  const waiting = await db.game
    .selectFrom('game.photos')
    .select('id')
    .where('id', '=', photo)
    .where('state', '=', 'review')
    .executeTakeFirst();
  if (!waiting) throw new JokaError('PHOTO_UNKNOWN', { photo });
  await db.ops
    .insertInto('ops.signals')
    .values({
      kind: 'photo',
      subject: photo,
      signal: 'reviewed',
      value: JSON.stringify({ accept }),
      at: new Date(context.clock.now()),
    })
    .execute();
};
