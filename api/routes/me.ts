import { eraseAccount } from '../accounts/erase.ts';
import { deleteMe, exportMe, getMe, putConsent } from '../contract/me.ts';
import { readEverything } from '../readers/everything.ts';
import { readMe } from '../readers/me.ts';
import { writeConsent } from '../writers/consents.ts';
import type { Kit } from './kit.ts';

export const meRoutes = ({ implement, db, clock, once }: Kit): void => {
  implement(getMe, ({ session }) => readMe(db, session));
  implement(putConsent, (asked) =>
    once('vault', asked, 'PUT /me/consents', (trx) =>
      writeConsent(trx, clock, asked.session.account, asked.body),
    ),
  );
  implement(deleteMe, async ({ session }) => {
    await eraseAccount({ db, clock }, session.account);
    return { done: true } as const;
  });
  implement(exportMe, ({ session }) => readEverything(db, clock, session));
};
