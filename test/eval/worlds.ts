import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { rallyHazard, verdictOf } from '../../analytics/cohorts/rally-hazard.ts';
import { exactBand } from '../../analytics/stats/binomial.ts';
import { compareMeans } from '../../analytics/stats/compare-groups.ts';
import { cox } from '../../analytics/stats/cox.ts';
import { JokaError } from '../../game/errors.ts';
import {
  COHORT_OPTIONS,
  inventCohort,
  WORLDS,
  type InventedCohort,
  type World,
} from '../../town/cohorts/worlds.ts';
import { sessionBias } from './session-bias.ts';

/** How often something held over the seeds, the exact 99.9 % band around it, and whether it contains the nominal rate. */
type Rate = {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly nominal: number;
  readonly passes: boolean;
};

const rate = (hits: number, n: number, nominal: number): Rate => {
  const { low, high } = exactBand(hits, n, 0.999);
  const round = (x: number): number => Number(x.toFixed(4));
  return {
    rate: round(hits / n),
    low: round(low),
    high: round(high),
    nominal,
    passes: low <= nominal && nominal <= high,
  };
};

/** The comparison one makes without thinking: did those who found work move more, over the whole follow-up? */
const naiveMoves = (cohort: InventedCohort): boolean => {
  const of = (event: number): number[] =>
    Array.from(cohort.measured).filter((_, i) => cohort.event[i] === event);
  const found = compareMeans(of(1), of(0));
  return found !== null && (found.low > 0 || found.high < 0);
};

/** The other: those who had had a rally by the end against those who had not, from day 0 (immortal time). */
const naiveRally = (cohort: InventedCohort): { low: number; high: number } => {
  const had = Array.from(cohort.rally, (day, i) => (day < (cohort.stop[i] ?? 0) ? 1 : 0));
  const [term] = cox({ stop: cohort.stop, event: cohort.event, covariates: { had } }).terms;
  return { low: Math.log(term?.low ?? 1), high: Math.log(term?.high ?? 1) };
};

const contains = (interval: { low: number; high: number }, value: number): boolean =>
  interval.low <= value && value <= interval.high;

const evaluate = (world: World, from: number, seeds: number) => {
  const hits = {
    covered: 0,
    excludes: 0,
    effect: 0,
    cannotTell: 0,
    naiveCovered: 0,
    naiveRally: 0,
    naiveMoves: 0,
    failed: 0,
  };
  for (let seed = from; seed < from + seeds; seed += 1) {
    const cohort = inventCohort(world, String(seed));
    try {
      const found = rallyHazard(cohort);
      const verdict = verdictOf(found, rallyHazard(cohort, 14));
      const naive = naiveRally(cohort);
      if (contains(found, cohort.truth)) hits.covered += 1;
      if (!contains(found, 0)) hits.excludes += 1;
      if (verdict === 'effect') hits.effect += 1;
      if (verdict === 'cannot_tell') hits.cannotTell += 1;
      if (contains(naive, cohort.truth)) hits.naiveCovered += 1;
      if (!contains(naive, 0)) hits.naiveRally += 1;
      if (naiveMoves(cohort)) hits.naiveMoves += 1;
    } catch (error) {
      if (!(error instanceof JokaError)) throw error;
      hits.failed += 1;
    }
  }
  const n = seeds - hits.failed;
  const share = (k: number): number => Number((k / n).toFixed(4));
  return {
    world,
    seeds,
    failed: hits.failed,
    coverage: rate(hits.covered, n, 0.95),
    ...(world === 'effect'
      ? { power: share(hits.excludes), saysEffect: share(hits.effect) }
      : { falseFindings: rate(hits.excludes, n, 0.05), saysEffect: share(hits.effect) }),
    saysCannotTell: share(hits.cannotTell),
    naive: {
      movedMoreFindings: share(hits.naiveMoves),
      hadRallyCoverage: share(hits.naiveCovered),
      hadRallyFindings: share(hits.naiveRally),
    },
  };
};

const at = process.argv.indexOf('--seeds');
const seeds = at < 0 ? 200 : Number(process.argv[at + 1]);
const started = performance.now();
const worlds = WORLDS.map((world) => evaluate(world, 0, seeds));
const result = {
  what: 'Interval of the rally design against planted truth, beside two naive comparisons; bands are exact at 99.9 %',
  seeds,
  options: COHORT_OPTIONS,
  worlds,
  sessionBias: await sessionBias(),
  secondsPerSeed: Number(((performance.now() - started) / 1000 / seeds / WORLDS.length).toFixed(5)),
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
  date: new Date().toISOString().slice(0, 10),
};
if (process.argv.includes('--write'))
  writeFileSync(new URL('results/worlds.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 2));
const failing = worlds.flatMap((world) =>
  [world.coverage, ...('falseFindings' in world ? [world.falseFindings] : [])].some(
    (one) => one !== undefined && !one.passes,
  )
    ? [world.world]
    : [],
);
if (failing.length > 0) {
  console.error(`outside the band: ${failing.join(', ')}`);
  process.exitCode = 1;
}
