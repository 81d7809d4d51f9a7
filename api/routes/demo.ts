import { getWindow, listWindows } from '../contract/demo.ts';
import { readWindow, readWindows } from '../readers/base-map.ts';
import type { Kit } from './kit.ts';

export const demoRoutes = ({ implement, db, store }: Kit): void => {
  implement(listWindows, () => readWindows(db.game));
  implement(getWindow, ({ params }) => readWindow(db.game, store, params.id));
};
