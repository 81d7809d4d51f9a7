import { JokaError } from '../../game/errors.ts';
import * as challenges from '../contract/challenges.ts';
import * as play from '../contract/play.ts';
import { readTerritories } from '../readers/instance.ts';
import { readChallenges } from '../readers/paths.ts';
import { readDiscoveries, readFog, readMap, readPoints } from '../readers/play.ts';
import { proveChallenge } from '../writers/challenges.ts';
import type { Kit } from './kit.ts';
import { whoOf } from './kit.ts';

export const playRoutes = ({ implement, db, clock, names, once, acceptBatch }: Kit): void => {
  implement(play.postBatch, ({ session, body }) => acceptBatch(whoOf(session), body));
  implement(play.getFog, ({ session }) => readFog(db.game, whoOf(session).player));
  implement(play.getPoints, ({ session }) => readPoints(db.game, whoOf(session).player));
  implement(play.getMap, async ({ session, query }) => {
    const { player, territory } = whoOf(session);
    const asked = query.territory ?? territory;
    const known = (await readTerritories(db.game)).some(({ code }) => code === asked);
    if (!known) throw new JokaError('NOT_FOUND', { what: 'territory' });
    return readMap(db.game, await names(), player, asked);
  });
  implement(play.getDiscoveries, async ({ session }) => {
    const { player, territory } = whoOf(session);
    return readDiscoveries(db.game, await names(), player, territory);
  });
  implement(challenges.listChallenges, ({ session }) => readChallenges(db.game, whoOf(session), clock.now()));
  implement(challenges.proveChallenge, (asked) =>
    once(
      'game',
      { ...asked, body: { ...asked.body, ...asked.params } },
      'POST /play/challenges/proof',
      (trx) =>
        proveChallenge(trx, whoOf(asked.session), { ...asked.body, ...asked.params }, new Date(clock.now())),
    ),
  );
};
