import { gridDisk } from 'h3-js';
import type { Duck } from '../../infra/duckdb/duck.ts';
import type { StudyDeps } from '../deps.ts';
import { loadColumns } from '../load-columns.ts';
import type { Territory } from '../territories.ts';
import { findMeetings } from '../traces/encounters.ts';
import { cellText, H3_PARENT } from '../traces/geometry.ts';
import { TRACE_PARAMETERS } from '../traces/parameters.ts';
import { partRelation, unlessGone, writeParts, type Parts } from './parts.ts';
import { plannedRelation, type PeopleParts } from './people.ts';
import type { NightPlan } from './plan.ts';
import { dwellDigest } from './tables.ts';

const DWELL =
  'NULL::UUID AS person, 0::BIGINT AS at_ms, 0::BIGINT AS last_ms, 0::BIGINT AS offset_ms, 0::UBIGINT AS cell';
const LEFT_OUT = 'NULL::UUID AS person, 0::UBIGINT AS digest';

/** Parts of one name of all tasks of the people step. */
export const partsNamed = (people: readonly PeopleParts[], name: string): string[] =>
  people.flatMap(({ parts }) => parts[name] ?? []);

/** Table `near_cells (cell, near)`: cells of the touched persons' dwells with all that touch them, themselves too. */
const loadNear = async (duck: Duck): Promise<void> => {
  const found = await duck.rows<{ cell: bigint }>('SELECT DISTINCT cell FROM met ORDER BY cell');
  const [cells, near]: [bigint[], bigint[]] = [[], []];
  for (const { cell } of found)
    for (const other of gridDisk(cellText(cell), 1)) {
      cells.push(cell);
      near.push(BigInt(`0x${other}`));
    }
  await loadColumns(duck, 'near_cells', {
    cell: { type: 'UBIGINT', values: cells },
    near: { type: 'UBIGINT', values: near },
  });
};

/**
 * Kept dwells of everybody else near those of the touched: read from the lake, without what the nights that cleaned
 * them left out.
 */
const othersNear = async (
  deps: StudyDeps,
  duck: Duck,
  plan: NightPlan,
  leftOut: string | null,
  mine: string,
): Promise<void> => {
  await duck.run(`CREATE OR REPLACE TEMP TABLE others AS SELECT ${DWELL} WHERE false`);
  if (leftOut === null) return;
  const fixes = await plannedRelation(deps, duck, plan, 'fixes');
  await duck.run('CREATE OR REPLACE TEMP TABLE near AS SELECT DISTINCT near AS cell FROM near_cells');
  await duck.run(`INSERT INTO others
    SELECT DISTINCT f.person, epoch_ms(f."at") AS at_ms, epoch_ms(f.last_at) AS last_ms,
           epoch_ms(f.at_local) - epoch_ms(f."at") AS offset_ms, f.cell
    FROM (SELECT person, observation, "at", last_at, at_local, cell FROM ${fixes} WHERE cell IS NOT NULL AND ${mine}) f
         SEMI JOIN near n ON n.cell = f.cell
         SEMI JOIN untouched u ON u.person = f.person
         ANTI JOIN (SELECT * FROM ${leftOut}) l ON l.person = f.person AND l.digest = ${dwellDigest('f')}`);
};

/**
 * One task: the meetings of touched persons with anybody in one group of cells, in a DuckDB of its own. Null when the
 * plan is out of date.
 */
export const meetingsInCells = (
  deps: StudyDeps,
  territory: Territory,
  plan: NightPlan,
  work: { readonly group: number; readonly people: readonly PeopleParts[] },
): Promise<Parts | null> =>
  unlessGone(async () => {
    const duck = await deps.openDuck();
    try {
      await duck.run(H3_PARENT);
      const mine = plan.groups === 1 ? 'true' : `hash(h3_parent(cell, 8)) % ${plan.groups} = ${work.group}`;
      const planned = await partRelation(deps, [plan.parts['persons'] ?? ''], '');
      await duck.run(
        `CREATE OR REPLACE TEMP TABLE untouched AS SELECT person FROM ${planned} WHERE NOT touched`,
      );
      const dwells = await partRelation(deps, partsNamed(work.people, 'dwells'), DWELL);
      await duck.run(`CREATE OR REPLACE TEMP TABLE met AS SELECT * FROM ${dwells}`);
      await loadNear(duck);
      const leftOut = plan.leftOut === null ? null : await partRelation(deps, [plan.leftOut], LEFT_OUT);
      await othersNear(deps, duck, plan, leftOut, mine);
      await findMeetings(duck, TRACE_PARAMETERS, {
        left: 'met',
        right: `(SELECT *, true AS touched FROM met WHERE ${mine} UNION ALL SELECT *, false AS touched FROM others)`,
      });
      return await writeParts(deps, duck, territory.code, plan.parts['persons'] ?? '', {
        meetings: 'SELECT * FROM meetings ORDER BY ALL',
      });
    } finally {
      duck.close();
    }
  });
