import { getInstance } from '../contract/instance.ts';
import { getBaseMap } from '../contract/map.ts';
import { readBaseMap } from '../readers/base-map.ts';
import { describeInstance } from '../readers/instance.ts';
import type { Kit } from './kit.ts';

export const instanceRoutes = ({ implement, db, config }: Kit): void => {
  implement(getInstance, () => describeInstance(db, config));
  implement(getBaseMap, ({ query }) => readBaseMap(db.game, query.territory));
};
