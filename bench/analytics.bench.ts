import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { computeMeasures } from '../analytics/metrics/compute.ts';
import { lempelZivEntropies } from '../analytics/metrics/lempel-ziv.ts';
import { fixesRadiusSql } from '../analytics/metrics/radius-of-fixes.ts';
import { measureLog } from '../analytics/ties/log/measure-log.ts';
import { betweennesses } from '../analytics/ties/structure/betweenness.ts';
import { commonNeighbours, overlaps } from '../analytics/ties/structure/common-neighbours.ts';
import { constraints } from '../analytics/ties/structure/constraint.ts';
import { effectiveSizes } from '../analytics/ties/structure/effective-size.ts';
import { graphOf } from '../analytics/ties/structure/graph.ts';
import { cleanPoints } from '../analytics/traces/points/clean-points.ts';
import { meet, MEETING_RULE } from '../analytics/traces/points/meet.ts';
import { openDuck, type Duck } from '../infra/duckdb/duck.ts';
import { alternate, time } from './alternate.ts';
import { type Bench, round } from './bench.ts';
import { peer, peers } from './peers.ts';

const RUNS = 5;
/** Fixes in the shape of the peers' own: sessions of 25, dwelling and moving, 200 for each of 5,000 people. */
const invented = (path: string): string => `COPY (
  SELECT i // 200 AS person, TIMESTAMP '2026-03-02' + to_days((hash(i // 25) % 28)::INTEGER) + to_seconds((hash(i // 25 + 7) % 39600 + i % 25 * 400)::INTEGER) AS t,
         50.42 + (hash(i // 200 * 9 + hash(i // 6) % 6) % 1000 - 500) / 10000.0 + (hash(i) % 20) / 100000.0 AS lat,
         2.83 + (hash(i // 200 * 7 + hash(i // 6) % 6) % 1000 - 500) / 6000.0 + (hash(i + 1) % 20) / 100000.0 AS lon,
         (hash(i + 2) % 40)::FLOAT AS accuracy_m
  FROM range(1000000) r(i) ORDER BY 1, 2) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 125000)`;

const BASE = [
  'stays',
  'places',
  'random_entropy_bits',
  'visit_entropy_bits',
  'real_entropy_bits',
  'rg_visits_km',
  'jumps',
  'mean_jump_km',
  'home_confidence',
  'coverage',
];
const NO_LIMITS = { minCoverage: 0, minDays: 1, minNights: 0 };
const clean = (duck: Duck, file: string): Promise<unknown> =>
  cleanPoints(duck, {
    points: `(SELECT person, t::TIMESTAMP AS "at", lat, lon AS lng, accuracy_m FROM read_parquet('${file}'))`,
    hasAccuracy: true,
    zone: 'UTC',
    parameters: { minStayMinutes: 10, mergeMinutes: 0 },
  });
const measure = async (duck: Duck, file: string): Promise<void> => {
  await clean(duck, file);
  await computeMeasures(duck, { grain: 'person', zone: 'UTC', measures: BASE, thresholds: NO_LIMITS });
};
const seconds = (ms: number): number => round(ms / 1000);

/** A random network, each edge drawn anew: its numbers come from one seeded step. */
const network = (nodes: number, edges: number): { a: Int32Array; b: Int32Array } => {
  let state = 20_261_125;
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  return {
    a: Int32Array.from({ length: edges }, () => Math.floor(next() * nodes)),
    b: Int32Array.from({ length: edges }, () => Math.floor(next() * nodes)),
  };
};

const traces = async (duck: Duck, file: string): Promise<Record<string, number | string>> => {
  const [scan, ours] = await alternate(
    RUNS,
    () =>
      duck.rows(
        `SELECT count(*), min(t), max(t), avg(lat), avg(lon), avg(accuracy_m) FROM read_parquet('${file}')`,
      ),
    () => measure(duck, file),
  );
  const [answer] = await duck.rows<Record<string, number>>(
    'SELECT sum(stays)::INTEGER AS stays, sum(places)::INTEGER AS places, median(rg_visits_km) AS rg, avg(real_entropy_bits) AS real FROM measures',
  );
  const skmob = peer(
    /scikit-mobility.*(read parquet|filter|stay_locations|cluster stays|on clustered stays)/,
  );
  const trackintel = peer(
    /trackintel.*(read parquet|staypoints|generate_locations|radius_gyration|jump_length|FREQ|tracking_quality)/,
  );
  const points = `(SELECT person AS g, round(1e12 * cos(radians(lat)) * cos(radians(lon)))::BIGINT AS x, round(1e12 * cos(radians(lat)) * sin(radians(lon)))::BIGINT AS y,
    round(1e12 * sin(radians(lat)))::BIGINT AS z FROM read_parquet('${file}'))`;
  const [closed, radius] = await alternate(
    RUNS,
    () =>
      duck.rows(`WITH u AS (SELECT person, cos(radians(lat)) * cos(radians(lon)) AS x, cos(radians(lat)) * sin(radians(lon)) AS y, sin(radians(lat)) AS z FROM read_parquet('${file}'))
        SELECT count(rg) FROM (SELECT 6371008.8 * sqrt(greatest(0, avg(x * x + y * y + z * z) - (avg(x) ** 2 + avg(y) ** 2 + avg(z) ** 2))) AS rg FROM u GROUP BY person)`),
    () => duck.rows(`SELECT count(km) FROM (${fixesRadiusSql(points)})`),
  );
  return {
    fixes: 1_000_000,
    base_seconds: seconds(ours?.ms ?? 0),
    base_processor_seconds: seconds(ours?.cpu ?? 0),
    base_ratio_to_scan: round((ours?.ms ?? 0) / (scan?.ms ?? 1)),
    base_answers: `${answer?.['stays']} stays, ${answer?.['places']} places, median radius ${round(answer?.['rg'] ?? 0, 5)} km`,
    ...(skmob === null
      ? { peers: 'absent: no working directory of shared/peers/run.sh was given' }
      : {
          skmob_processor_seconds: round(skmob.cpu),
          times_faster_than_skmob: round((skmob.cpu * 1000) / (ours?.cpu ?? 1)),
          skmob_answers: skmob.notes,
        }),
    ...(trackintel === null
      ? {}
      : {
          trackintel_processor_seconds: round(trackintel.cpu),
          times_faster_than_trackintel: round((trackintel.cpu * 1000) / (ours?.cpu ?? 1)),
          trackintel_answers: trackintel.notes,
        }),
    radius_ratio_to_closed_form: round((radius?.ms ?? 0) / (closed?.ms ?? 1)),
  };
};

const passes = async (duck: Duck, file: string): Promise<Record<string, number | string>> => {
  const rows = await duck.columns(
    `SELECT person::INTEGER AS g, (floor(lat / 0.0018)::BIGINT * 1000000 + floor(lon / 0.0028)::BIGINT)::DOUBLE AS place FROM read_parquet('${file}') ORDER BY person, t`,
  );
  const long = Float64Array.from(network(40, 100_000).a);
  const [many, one] = await alternate(
    RUNS,
    () => lempelZivEntropies(rows['g'] ?? long, rows['place'] ?? long),
    () => lempelZivEntropies(new Int32Array(100_000), long),
  );
  const { bits } = lempelZivEntropies(rows['g'] ?? long, rows['place'] ?? long);
  const skmob = peer(/real_entropy on all fixes/);
  const fixes = await duck.columns(
    `SELECT person::INTEGER AS person, epoch_ms(t::TIMESTAMP)::DOUBLE AS "at", lat, lon AS lng FROM read_parquet('${file}') ORDER BY t, person, lat, lon`,
  );
  const [met] = await alternate(3, () =>
    meet(fixes as Parameters<typeof meet>[0] & typeof fixes, MEETING_RULE),
  );
  return {
    entropy_5000_sequences_seconds: seconds(many?.ms ?? 0),
    entropy_mean_bits: round(bits.reduce((sum, b) => sum + b, 0) / bits.length, 7),
    ...(skmob === null
      ? {}
      : { skmob_entropy_processor_seconds: round(skmob.cpu), skmob_entropy_answer: skmob.notes }),
    entropy_one_of_100000_seconds: seconds(one?.ms ?? 0),
    encounters_seconds: seconds(met?.ms ?? 0),
  };
};

const logs = async (duck: Duck): Promise<Record<string, number | string>> => {
  await duck.run(`CREATE OR REPLACE TEMP TABLE bench_log AS
    SELECT i // 200 AS person, (hash(i // 200) + floor(15 * ((hash(i) % 1000) / 1000.0) ** 3)::UBIGINT) % 5000 AS other,
           CASE WHEN hash(i + 1) % 5 < 2 THEN 'call' ELSE 'text' END AS kind, hash(i + 2) % 2 = 0 AS outgoing,
           1772409600000 + (hash(i // 25) % 28 * 86400000 + hash(i // 25 + 7) % 39600 * 1000 + i % 25 * 400000)::BIGINT AS at_ms, 0::BIGINT AS offset_ms,
           CASE WHEN kind = 'call' THEN (hash(i + 3) % 300000)::BIGINT END AS ms FROM range(1000000) r(i)`);
  const [ours] = await alternate(RUNS, () =>
    measureLog(duck, { log: 'bench_log', period: 'at_ms // 604800000' }),
  );
  const bandicoot = peer(/bandicoot.*(read_csv|utils\.all default)/);
  return {
    log_1000000_records_seconds: seconds(ours?.ms ?? 0),
    ...(bandicoot === null
      ? {}
      : {
          bandicoot_processor_seconds_for_5000_by_extrapolation: round(bandicoot.cpu * 25),
          times_faster_than_bandicoot: round((bandicoot.cpu * 25_000) / (ours?.cpu ?? 1)),
        }),
  };
};

const ties = async (): Promise<Record<string, number | string>> => {
  const edges = peers === null ? null : join(peers, 'data/gnm10k.edges');
  const own = network(10_000, 50_000);
  const given =
    edges === null || !existsSync(edges)
      ? own
      : ((rows) => ({
          a: Int32Array.from(rows, (r) => r[0] ?? 0),
          b: Int32Array.from(rows, (r) => r[1] ?? 0),
        }))(
          readFileSync(edges, 'utf8')
            .trim()
            .split('\n')
            .map((line) => line.split(' ').map(Number)),
        );
  const three = (nodes: number, { a, b }: { a: Int32Array; b: Int32Array }): number => {
    const graph = graphOf(nodes, a, b);
    const sum = (values: Float64Array): number =>
      values.reduce((total, v) => total + (Number.isNaN(v) ? 0 : v), 0);
    return (
      sum(constraints(graph)) + sum(effectiveSizes(graph)) + sum(overlaps(graph, commonNeighbours(graph)))
    );
  };
  const [small] = await alternate(RUNS, () => three(10_000, given));
  const large = network(200_000, 1_000_000);
  const million = await time(() => three(200_000, large));
  const graph = graphOf(10_000, given.a, given.b);
  const between = await time(() => betweennesses(graph));
  const igraph = peer(/igraph.*10000 nodes.*betweenness/);
  const networkx = peer(/networkx.*10000 nodes.*(constraint, unweighted|effective_size, unweighted|jaccard)/);
  return {
    ties_50000_seconds: seconds(small?.ms ?? 0),
    ties_1000000_seconds: seconds(million.ms),
    betweenness_seconds: seconds(between.ms),
    betweenness_processor_seconds: seconds(between.cpu),
    ...(networkx === null
      ? {}
      : {
          networkx_processor_seconds: round(networkx.cpu),
          times_faster_than_networkx: round((networkx.cpu * 1000) / (small?.cpu ?? 1)),
        }),
    ...(igraph === null ? {} : { igraph_betweenness_processor_seconds: round(igraph.cpu) }),
  };
};

const panel = async (folder: string, file: string): Promise<Record<string, number | string>> => {
  const duck = await openDuck({
    memoryLimitMb: 1024,
    threads: 2,
    readable: [folder, ...(peers === null ? [] : [peers])],
    spillDir: folder,
  });
  try {
    const big = join(folder, 'big.parquet');
    await duck.run(
      `COPY (SELECT person + 5000 * k AS person, t, lat, lon, accuracy_m FROM read_parquet('${file}'), range(10) r(k) ORDER BY 1, 2) TO '${big}' (FORMAT parquet)`,
    );
    const fixes = await duck.columns(
      `SELECT person::INTEGER AS person, epoch_ms(t::TIMESTAMP)::DOUBLE AS "at", lat, lon + person // 5000 * 0.5 AS lng FROM read_parquet('${big}') ORDER BY t, person, lat, lon`,
    );
    const met = await time(() => meet(fixes as Parameters<typeof meet>[0] & typeof fixes, MEETING_RULE));
    const cleaned = await time(() => clean(duck, big));
    const measured = await time(() =>
      computeMeasures(duck, { grain: 'week', zone: 'UTC', thresholds: NO_LIMITS }),
    );
    return {
      encounters_10000000_fixes_seconds: seconds(met.ms),
      panel_10000000_fixes_seconds: seconds(cleaned.ms + measured.ms),
      panel_processor_seconds: seconds(cleaned.cpu + measured.cpu),
      peak_memory_mb: round(process.resourceUsage().maxRSS / 1000),
    };
  } finally {
    duck.close();
  }
};

export const bench: Bench = {
  title: 'Measures of raw points, logs of contacts, ties and encounters',
  against:
    'scikit-mobility, trackintel, bandicoot, networkx and igraph on the same data and machine (processor time, since the machine is shared), and DuckDB’s bare scan and closed form in the same process',
  measures: ['analytics', 'infra/duckdb'],
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'joka-bench-'));
    const duck = await openDuck({
      memoryLimitMb: 1024,
      threads: 2,
      readable: [folder, ...(peers === null ? [] : [peers])],
    });
    try {
      const theirs = peers === null ? '' : join(peers, 'data/gps.parquet');
      const own = join(folder, 'gps.parquet');
      if (!existsSync(theirs)) {
        console.warn('peers absent: fixes are invented, and nothing is compared; see shared/peers/run.sh');
        await duck.run(invented(own));
      }
      const file = existsSync(theirs) ? theirs : own;
      const parts: Record<string, () => Promise<Record<string, number | string>>> = {
        traces: () => traces(duck, file),
        passes: () => passes(duck, file),
        logs: () => logs(duck),
        ties: () => ties(),
        panel: () => panel(folder, file),
      };
      const wanted = process.argv[4]?.split(',') ?? Object.keys(parts);
      let figures: Record<string, number | string> = { parts: wanted.join(', ') };
      for (const name of wanted) figures = { ...figures, ...(await parts[name]?.()) };
      return figures;
    } finally {
      duck.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
