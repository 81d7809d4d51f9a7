import * as acts from '../contract/acts.ts';
import { readNotebook } from '../readers/notebook.ts';
import type { Session } from '../accounts/sessions.ts';
import { contactOf, instantOf, openDoor, writeAct, writeOutcome } from '../writers/acts.ts';
import { confirmMeeting, showCode, waitingMeetings, writeTie } from '../writers/ties.ts';
import type { Shower } from '../writers/ties.ts';
import type { Kit } from './kit.ts';
import { whoOf } from './kit.ts';

const shower = ({ player, account }: Session): Shower =>
  player === null ? { kind: 'adviser', id: account } : { kind: 'peer', id: player };

export const actRoutes = ({ implement, db, clock, once, secret }: Kit): void => {
  const now = (): Date => new Date(clock.now());
  implement(acts.postDiscovery, (asked) =>
    once('game', asked, 'POST /play/discoveries', (trx) =>
      openDoor(trx, whoOf(asked.session).player, asked.body.offer, now()),
    ),
  );
  implement(acts.postAct, (asked) =>
    once('game', asked, 'POST /play/acts', (trx) =>
      writeAct(trx, whoOf(asked.session), asked.body, instantOf(clock, asked.body.at)),
    ),
  );
  implement(acts.postOutcome, (asked) =>
    once('game', asked, 'POST /play/outcomes', (trx) =>
      writeOutcome(trx, whoOf(asked.session), asked.body, instantOf(clock, asked.body.at)),
    ),
  );
  implement(acts.postContact, async (asked) => {
    await once('game', asked, 'POST /play/contact', (trx) =>
      writeAct(trx, whoOf(asked.session), { offer: asked.body.offer, act: 'call' }, now()),
    );
    return contactOf(db.game, asked.body.offer, new Date(clock.now()));
  });
  implement(acts.postInteraction, (asked) =>
    once('game', asked, 'POST /play/interactions', (trx) =>
      writeTie(trx, clock, whoOf(asked.session), asked.body, instantOf(clock, asked.body.at)),
    ),
  );
  implement(acts.getCode, async ({ session }) => showCode(db.game, clock, await secret(), shower(session)));
  implement(acts.getMeetings, ({ session }) => waitingMeetings(db.game, shower(session)));
  implement(acts.confirmMeeting, (asked) =>
    once('game', { ...asked, body: asked.params }, 'POST /play/meetings/confirm', (trx) =>
      confirmMeeting(trx, shower(asked.session), asked.params.id),
    ),
  );
  implement(acts.getNotebook, ({ session }) => readNotebook(db.game, whoOf(session).player));
};
