import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CODEBOOK } from '../analytics/export/codebook.ts';
import { exportTable } from '../analytics/export/export-table.ts';
import { personRows } from '../analytics/export/person-rows.ts';
import { labCohorts, labSummary, labTable } from '../analytics/lab-reader.ts';
import { systemClock } from '../infra/clock.ts';
import type { Clock } from '../infra/clock.ts';
import { readConfig } from '../infra/config.ts';
import type { Config } from '../infra/config.ts';
import { whyDemoIsClosed } from '../infra/config/demo-door.ts';
import { dieAt } from '../infra/crash-points.ts';
import { connectDatabase } from '../infra/db/connect.ts';
import type { Database } from '../infra/db/database.ts';
import { instanceKind } from '../infra/db/instance.ts';
import { openLake } from '../infra/lake/open-lake.ts';
import { logEvent, openLog } from '../infra/log.ts';
import { scrubLine } from '../infra/log/scrub.ts';
import type { ObjectStore } from '../infra/object-store/object-store.ts';
import { reach } from '../infra/temporal/reachable.ts';
import { openObjectStore } from '../infra/object-store/open.ts';
import { onStop, sayReady } from '../infra/supervisor/supervised.ts';
import { createFileDoor } from '../ingest/feeds/file-door.ts';
import { createChildGate } from '../ingest/photos/gate/child-gate.ts';
import { loadGazetteer } from '../ingest/places/gazetteer.ts';
import { acceptBatch } from '../ingest/traces/accept.ts';
import { importLogger } from '../ingest/traces/import-logger.ts';
import { JokaError } from '../game/errors.ts';
import { createApp } from './app.ts';
import { DEFAULT_LIMITS } from './deps.ts';
import type { WebConfig } from './deps.ts';
import { failureText } from './failed-start.ts';
import type { LabDoor } from './lab-door.ts';
import { createTurns } from './turns.ts';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Questions of the lab answered at once, and the seconds each may take. */
const AT_ONCE = 2;
const DEADLINE_SECONDS = 20;

/** The lab over the files of the manifest: few small DuckDBs, one question each at a time, stopped when late. */
const openLab = async (
  config: Config,
  db: Database,
  store: ObjectStore,
  clock: Clock,
): Promise<{ lab: LabDoor; close(): void }> => {
  // A cache of its own: the worker clears its one while merging.
  const cacheDir = path.resolve(config.JOKA_HOME, 'cache', 'api');
  await mkdir(cacheDir, { recursive: true, mode: 0o700 });
  const memoryLimitMb = Math.floor(config.JOKA_API_MEMORY_MB / AT_ONCE);
  const lake = openLake({ db, store, clock, cacheDir, memoryLimitMb, threads: 1 });
  const ducks = await Promise.all(Array.from({ length: AT_ONCE }, () => lake.openDuck()));
  const turn = createTurns(ducks, DEADLINE_SECONDS);
  const deps = (duck: (typeof ducks)[number]) => ({ ...lake, db, duck });
  const lab: LabDoor = {
    cohort: async (territory) => ({
      territory,
      ...(await turn((duck) => labCohorts(deps(duck), territory))),
    }),
    summary: (cohort) => turn((duck) => labSummary(deps(duck), cohort)),
    measures: (cohort) => turn((duck) => labTable(deps(duck), cohort, 'measures')),
    cells: (cohort) => turn((duck) => labTable(deps(duck), cohort, 'cells')),
    ties: (cohort) => turn((duck) => labTable(deps(duck), cohort, 'ties')),
    codebook: () => CODEBOOK,
    person: (study) => turn((duck) => personRows(deps(duck), duck, study)),
    exportFile: (cohort, table, format) => turn((duck) => exportTable(deps(duck), cohort, table, format)),
  };
  return {
    lab,
    close: () => {
      for (const duck of ducks) duck.close();
    },
  };
};

/** `version` of package.json, the page's directory when it is built, and what the variables say. */
const webConfig = async (config: Config): Promise<WebConfig> => {
  const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  const webRoot = path.join(ROOT, 'dist/web');
  const built = (await stat(path.join(webRoot, 'index.html')).catch(() => null)) !== null;
  const { JOKA_MAP_PMTILES: pmtiles, JOKA_MAP_STYLE: style } = config;
  return {
    publicUrl: config.JOKA_PUBLIC_URL,
    https: config.JOKA_TLS_CERT !== null || config.JOKA_PUBLIC_URL?.startsWith('https:') === true,
    trustedProxies: config.JOKA_TRUSTED_PROXIES,
    webRoot: built ? webRoot : null,
    pmtiles: pmtiles === null ? null : path.resolve(pmtiles),
    map:
      style !== null
        ? { kind: 'style', url: style }
        : pmtiles !== null
          ? { kind: 'pmtiles', url: '/map/tiles.pmtiles' }
          : { kind: 'plan', url: null },
    foreignHost: style === null ? null : config.JOKA_MAP_FOREIGN_HOST,
    version,
  };
};

const readTls = async (config: Config): Promise<{ cert: Buffer; key: Buffer } | null> => {
  const { JOKA_TLS_CERT: cert, JOKA_TLS_KEY: key } = config;
  return cert === null || key === null ? null : { cert: await readFile(cert), key: await readFile(key) };
};

const began = performance.now();
let address = { host: '', port: 0 };
process.on('uncaughtException', (error) => {
  console.error(scrubLine(failureText(error, address)));
  process.exit(1);
});
const config = readConfig();
address = { host: config.JOKA_HOST, port: config.JOKA_PORT };
const log = openLog(config.JOKA_LOG_LEVEL, 'api');
if (config.JOKA_TEST_CRASH_AT !== null) dieAt(config.JOKA_TEST_CRASH_AT);
const connection = await connectDatabase(config, 'joka:api');
const { db } = connection;
// The supervisor checks this too; a web process started by hand must not open the demo to others either.
const closed = whyDemoIsClosed(config);
if (closed !== null && (await instanceKind(db)) === 'demo') {
  await connection.close();
  throw new JokaError('DEMO_DOOR_CLOSED', closed);
}
const objects = await openObjectStore(config);
const gate = createChildGate();
const opened = await openLab(config, db, objects.store, systemClock);
// Tens of megabytes, and not needed where every commune is invented.
let gazetteer: ReturnType<typeof loadGazetteer> | null = null;
const communeName = (code: string): string | null => {
  gazetteer ??= loadGazetteer();
  return gazetteer.byCode(code)?.commune.name ?? null;
};
const temporalAddress = config.JOKA_TEMPORAL_ADDRESS;
const app = createApp({
  db,
  store: objects.store,
  clock: systemClock,
  gate,
  lab: opened.lab,
  files: createFileDoor({ db, store: objects.store, clock: systemClock }),
  ...(temporalAddress === null ? {} : { probes: { temporal: () => reach(temporalAddress) } }),
  importLogger: (trx, sender, part) => importLogger(trx, systemClock, sender, part),
  acceptBatch: (sender, batch) => acceptBatch({ db, clock: systemClock }, sender, batch),
  communeName,
  config: await webConfig(config),
  tls: await readTls(config),
  limits: DEFAULT_LIMITS,
  log,
});
onStop(async () => {
  const asked = performance.now();
  await app.close();
  await gate.close();
  opened.close();
  objects.close();
  await connection.close();
  logEvent(log, 'info', 'process.stopped', { name: 'api', ms: Math.round(performance.now() - asked) });
});
const url = await app.listen({ host: config.JOKA_HOST, port: config.JOKA_PORT });
logEvent(log, 'info', 'process.ready', {
  name: 'api',
  form: connection.form,
  ms: Math.round(performance.now() - began),
});
sayReady({ url: url.replace('127.0.0.1', 'localhost') });
