import { JokaError } from '../../game/errors.ts';
import type { Session } from '../accounts/sessions.ts';
import { getPortrait, getPublished, getWeeks, publishedArrow } from '../contract/territory.ts';
import { readPortrait } from '../readers/portrait.ts';
import { publishedToArrow, readPublished, readWeeks } from '../readers/published.ts';
import type { Kit } from './kit.ts';

/** The territory of the session; an institution has one, and no parameter names another. */
const own = ({ territory, role }: Session): string => {
  if (territory === null) throw new JokaError('ROLE_FORBIDDEN', { role });
  return territory;
};

export const territoryRoutes = ({ implement, db, clock, names }: Kit): void => {
  const read = (session: Session, { week, table }: { week: string; table: string }) =>
    readPublished(db.territory, own(session), week, table);
  implement(getPortrait, async ({ session }) =>
    readPortrait(db.territory, await names(), clock.now(), own(session)),
  );
  implement(getWeeks, ({ session }) => readWeeks(db.territory, own(session)));
  implement(getPublished, ({ session, params }) => read(session, params));
  implement(publishedArrow, async ({ session, params }) => publishedToArrow(await read(session, params)));
};
