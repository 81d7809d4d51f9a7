import { sql } from 'kysely';
import { JokaError } from '../../game/errors.ts';
import * as contract from '../contract/hidden.ts';
import { hiddenOffers } from '../readers/hidden.ts';
import type { Kit } from './kit.ts';

export const hiddenRoutes = ({ implement, db, clock, once }: Kit): void => {
  const now = (): Date => new Date(clock.now());
  implement(contract.hideOffer, async ({ params }) => {
    const { rows } = await sql<{ hidden: boolean }>`
      SELECT offers.hide_photo_offer(${params.id}::uuid, ${now()}) AS hidden`.execute(db.game);
    if (rows[0]?.hidden !== true) throw new JokaError('NOT_FOUND', { what: 'offer from a photo' });
    return { done: true } as const;
  });
  implement(contract.listHidden, async ({ session }) => ({
    hidden: await hiddenOffers(db.game, session.territory),
  }));
  implement(contract.answerHidden, (asked) => {
    const { session, params, body } = asked;
    return once('game', { ...asked, body: { ...params, ...body } }, 'POST /review/hidden', async (trx) => {
      const waiting = await hiddenOffers(trx, session.territory);
      if (!waiting.some(({ id }) => id === params.id))
        throw new JokaError('NOT_FOUND', { what: 'hidden offer' });
      await sql`
        SELECT offers.answer_hidden(${params.id}::uuid, ${body.decision === 'restore'}, ${now()})`.execute(
        trx,
      );
      return { done: true } as const;
    });
  });
};
