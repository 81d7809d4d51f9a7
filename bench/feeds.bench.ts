import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../infra/clock.ts';
import { readConfig } from '../infra/config.ts';
import { connectDatabase } from '../infra/db/connect.ts';
import type { Database } from '../infra/db/database.ts';
import { openClient } from '../infra/db/pool.ts';
import { memoryStore } from '../infra/object-store/memory.ts';
import { franceTravail } from '../ingest/feeds/francetravail/connector.ts';
import { FRANCE_TRAVAIL } from '../ingest/feeds/francetravail/source.ts';
import { feedPipeline } from '../ingest/feeds/pipeline.ts';
import { ensureSource, startFeedRun } from '../ingest/feeds/runs.ts';
import { createFeedSteps } from '../ingest/feeds/steps.ts';
import { loadGazetteer } from '../ingest/places/gazetteer.ts';
import { inventedOffer, writePages } from '../test/support/francetravail-pages.ts';
import { seeded } from '../test/support/seeded.ts';
import { type Bench, round } from './bench.ts';
import { besideSplink } from './beside-splink.ts';

/** Sizes of the curve; others are named on the command line: `npm run bench feeds -- --sizes 10000,1000000`. */
const SIZES = [10_000, 100_000];
const TOWNS = ['62510', '62498', '59178', '75113', '69385', '13201', '35238', '44162', '59350', '80021'];
/** The recorded offers have 1,316 characters of text on average. */
const WORDS = 210;

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

/** Invented offers with texts of their own as long as real ones, in ten communes. */
const offers = (n: number): Record<string, unknown>[] => {
  const random = seeded(41);
  const letters = 'abcdefghijlmnoprstuv';
  const word = (): string =>
    Array.from({ length: 3 + Math.floor(random() * 6) }, () => letters[Math.floor(random() * 20)]).join('');
  const vocabulary = Array.from({ length: 8000 }, word);
  const text = (): string =>
    Array.from({ length: WORDS }, () => vocabulary[Math.floor(8000 * random() ** 2)]).join(' ');
  return Array.from({ length: n }, (_, i) =>
    inventedOffer(i, {
      id: String(i).padStart(7, '0'),
      intitule: `${vocabulary[i % 997]} ${vocabulary[i % 7919]} (H/F)`,
      description: text(),
      origineOffre: { origine: '2', urlOrigine: `https://exemple.invalid/offre/${i + 1_000_000}` },
      lieuTravail: {
        libelle: '62 - LIEVIN',
        commune: TOWNS[i % TOWNS.length],
        latitude: 50.42,
        longitude: 2.77,
      },
    }),
  );
};

/** Milliseconds of wall and of this process's own processor time; PostgreSQL's is beside it. */
type Spent = { readonly wall: number; readonly cpu: number };

const ingest = async (db: Database, dir: string): Promise<Spent> => {
  const steps = createFeedSteps({
    db,
    store: memoryStore(),
    clock: systemClock,
    sleep: () => Promise.resolve(),
    credentials: () => null,
  });
  const id = randomUUID();
  const start = performance.now();
  const before = process.cpuUsage();
  await startFeedRun(db, systemClock.now(), {
    id,
    source: FRANCE_TRAVAIL.id,
    mapperVersion: franceTravail.mapperVersion,
    origin: { connector: franceTravail.id, dir },
  });
  let state = feedPipeline.begin(id);
  for (let done = false; !done;) {
    const answer = await feedPipeline.advance(steps, state);
    ({ state } = answer);
    done = answer.next === 'done';
  }
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
};

/** The floor: the same bytes parsed and put as they are into a bare table, a page per statement. */
const floor = async (url: string, dir: string): Promise<number> => {
  const client = await openClient(url, 'joka:bench');
  try {
    await client.query(
      'CREATE TABLE public.bench_rows (id text, title text, description text, at timestamptz, place jsonb)',
    );
    const names = (await readdir(dir)).filter((name) => /\d\.json$/.test(name));
    const start = performance.now();
    for (const name of names) {
      const page = JSON.parse(await readFile(join(dir, name), 'utf8')) as { resultats: unknown[] };
      await client.query(
        `INSERT INTO public.bench_rows SELECT x.id, x.intitule, x.description, x."dateCreation", x."lieuTravail"
         FROM jsonb_to_recordset($1::jsonb) AS x(id text, intitule text, description text,
           "dateCreation" timestamptz, "lieuTravail" jsonb)`,
        [JSON.stringify(page.resultats)],
      );
    }
    return performance.now() - start;
  } finally {
    await client.end();
  }
};

/** One point of the curve in a fresh store. */
const point = async (n: number): Promise<Record<string, number>> => {
  const home = await mkdtemp(join(tmpdir(), 'joka-bench-'));
  const connection = await connectDatabase(readConfig({ JOKA_HOME: home }), 'joka:bench');
  try {
    const dir = join(home, 'pages');
    await writePages(dir, offers(n));
    await ensureSource(connection.db.offers, FRANCE_TRAVAIL);
    loadGazetteer();
    const first = await ingest(connection.db, dir);
    const second = await ingest(connection.db, dir);
    const limit = await floor(connection.url, dir);
    const figures = {
      [`first_load_per_second_${n}`]: round((n / first.wall) * 1000),
      [`unchanged_per_second_${n}`]: round((n / second.wall) * 1000),
      [`limit_per_second_${n}`]: round((n / limit) * 1000),
      [`ratio_to_limit_${n}`]: round(first.wall / limit),
      [`first_load_own_cpu_us_per_offer_${n}`]: round((first.cpu / n) * 1000),
      [`unchanged_own_cpu_us_per_offer_${n}`]: round((second.cpu / n) * 1000),
    };
    console.error(JSON.stringify(figures));
    return figures;
  } finally {
    await connection.close();
    await rm(home, { recursive: true, force: true });
  }
};

export const bench: Bench = {
  title: 'Feed offers taken in: read, understood, located, published with history, duplicates settled',
  against:
    'JSON.parse and a bulk insert of the same rows into a bare table; and with --peers <folder>, splink on its 100,000 offers',
  measures: ['ingest/feeds', 'ingest/offers', 'ingest/places'],
  run: async () => {
    const sizes = option('sizes')?.split(',').map(Number) ?? SIZES;
    const figures: Record<string, number | string> = {};
    const peers = option('peers');
    if (peers !== undefined) Object.assign(figures, await besideSplink(peers));
    for (const n of sizes) Object.assign(figures, await point(n));
    const [load = 0] = loadavg();
    return {
      ...figures,
      peak_memory_mb: round(process.resourceUsage().maxRSS / 1024),
      load_average_at_end: round(load),
    };
  },
};
