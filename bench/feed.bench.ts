import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
import { type Bench, round } from './bench.ts';

const OFFERS = 15_000;
const TOWNS = ['62510', '62498', '59178', '75113', '69385', '13201', '35238', '44162'];
const SENTENCE = 'Vous accueillez les clients, tenez la caisse, rangez les rayons et veillez à la propreté. ';

/** Invented offers with texts as long as real ones, about 2,000 characters, in eight communes. */
const offers = (): Record<string, unknown>[] =>
  Array.from({ length: OFFERS }, (_, n) =>
    inventedOffer(n, {
      id: String(n).padStart(7, '0'),
      description: `Offre ${n}. ${SENTENCE.repeat(22)}`,
      lieuTravail: {
        libelle: '62 - LIEVIN',
        commune: TOWNS[n % TOWNS.length],
        latitude: 50.42,
        longitude: 2.77,
      },
    }),
  );

const ingest = async (db: Database, dir: string): Promise<number> => {
  const steps = createFeedSteps({
    db,
    store: memoryStore(),
    clock: systemClock,
    sleep: () => Promise.resolve(),
    credentials: () => null,
  });
  const id = randomUUID();
  const start = performance.now();
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
  return performance.now() - start;
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

export const bench: Bench = {
  title: 'Feed offers taken in: read, mapped, located, published with history',
  against: 'JSON.parse and a bulk insert of the same rows into a bare table, in the same database',
  measures: ['ingest/feeds', 'ingest/offers', 'ingest/places'],
  run: async () => {
    const home = await mkdtemp(join(tmpdir(), 'joka-bench-'));
    const connection = await connectDatabase(readConfig({ JOKA_HOME: home }), 'joka:bench');
    try {
      const dir = join(home, 'pages');
      await writePages(dir, offers());
      await ensureSource(connection.db.offers, FRANCE_TRAVAIL);
      loadGazetteer();
      const first = await ingest(connection.db, dir);
      const second = await ingest(connection.db, dir);
      const limit = await floor(connection.url, dir);
      return {
        offers: OFFERS,
        offers_per_second_first_load: round((OFFERS / first) * 1000),
        offers_per_second_unchanged: round((OFFERS / second) * 1000),
        offers_per_second_limit: round((OFFERS / limit) * 1000),
        ratio_to_limit: round(first / limit),
        peak_memory_mb: round(process.resourceUsage().maxRSS / 1024),
      };
    } finally {
      await connection.close();
      await rm(home, { recursive: true, force: true });
    }
  },
};
