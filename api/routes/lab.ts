import * as lab from '../contract/lab.ts';
import { readCohorts, readSummary, tableOf } from '../readers/lab.ts';
import { askExport, readExport } from '../writers/exports.ts';
import type { Kit } from './kit.ts';

export const labRoutes = (kit: Kit): void => {
  const { implement, lab: door, once, clock } = kit;
  implement(lab.getCohorts, ({ session }) => readCohorts(kit, session));
  implement(lab.getSummary, ({ session, query }) => readSummary(kit, session, query));
  implement(lab.measuresArrow, ({ session, query }) => tableOf(session, query, door.measures));
  implement(lab.cellsArrow, ({ session, query }) => tableOf(session, query, door.cells));
  implement(lab.tiesArrow, ({ session, query }) => tableOf(session, query, door.ties));
  implement(lab.getCodebook, () => ({ columns: [...door.codebook()] }));
  implement(lab.postExport, (asked) =>
    once('study', asked, 'POST /lab/exports', (trx) =>
      askExport(trx, asked.session, asked.body, new Date(clock.now())),
    ),
  );
  implement(lab.getExport, ({ session, params }) => readExport(kit, session, params.id));
};
