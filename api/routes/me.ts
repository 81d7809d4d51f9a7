import { eraseAccount } from '../accounts/erase.ts';
import { deleteMe, exportMe, getMe, postLogger, putConsent } from '../contract/me.ts';
import { readEverything } from '../readers/everything.ts';
import { readMe } from '../readers/me.ts';
import { forgetPositions, writeConsent } from '../writers/consents.ts';
import type { Kit } from './kit.ts';
import { whoOf } from './kit.ts';

export const meRoutes = ({ implement, db, clock, lab, once, importLogger }: Kit): void => {
  implement(getMe, ({ session }) => readMe(db, session));
  implement(putConsent, async (asked) => {
    const { session, body } = asked;
    const answer = await once('vault', asked, 'PUT /me/consents', (trx) =>
      writeConsent(trx, clock, session.account, body),
    );
    if (body.purpose === 'play_position' && !body.given)
      await forgetPositions(db.game, whoOf(session).player, new Date(clock.now()));
    return answer;
  });
  implement(postLogger, (asked) =>
    once('game', asked, 'POST /me/logger', (trx) => importLogger(trx, whoOf(asked.session), asked.body)),
  );
  implement(deleteMe, async ({ session }) => {
    await eraseAccount({ db, clock }, session.account);
    return { done: true } as const;
  });
  implement(exportMe, ({ session }) => readEverything({ db, clock, lab }, session));
};
