import { existsSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { sql } from 'kysely';
import type { Config } from '../../infra/config.ts';
import { whyDemoIsClosed } from '../../infra/config/demo-door.ts';
import { instanceKind } from '../../infra/db/instance.ts';
import { openObjectStore } from '../../infra/object-store/open.ts';
import { findRunning } from '../../infra/supervisor/running-file.ts';
import type { CliContext } from '../context.ts';
import { humanBytes } from '../output.ts';
import { describeFailure } from '../run.ts';
import { absent, failed, ok, warning } from './check.ts';
import type { Check } from './check.ts';
import { directoryBytes } from './disk.ts';
import { memoryOfTree, postmasterPid } from './memory.ts';

const because = (check: string, error: unknown): Check => {
  const [sentence = '', remedy = ''] = describeFailure(error).split('\n');
  return failed(check, sentence.replace(/^error /, ''), remedy.replace(/^what to do: /, ''));
};

const checkDatabase = async (context: CliContext): Promise<Check[]> => {
  const config = context.config();
  if (config.DATABASE_URL === null && !existsSync(path.join(config.JOKA_HOME, 'postgres')))
    return [
      absent(
        'database',
        `none yet in ${config.JOKA_HOME}`,
        'npm start makes it, or joka init for a real one.',
      ),
    ];
  try {
    const { db, form, migrated } = await context.connection();
    const { rows } = await sql<{ version: string; bytes: number; open: number; held: number }>`
      SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS bytes,
             (SELECT count(*) FROM ops.outbox WHERE closed_at IS NULL) AS open,
             (SELECT count(*) FROM ops.quarantine WHERE state = 'held') AS held`.execute(db.ops);
    const [row] = rows;
    const kind = await instanceKind(db);
    const closed = kind === 'demo' ? whyDemoIsClosed(config) : null;
    return [
      ok('database', `PostgreSQL ${row?.version}, ${form}, ${humanBytes(row?.bytes ?? 0)}`),
      ok('schema', migrated.length === 0 ? 'up to date' : `${migrated.length} migrations just applied`),
      kind === null
        ? absent('instance', 'empty store', 'npm start for the demo, joka init for a real one.')
        : ok('instance', kind),
      ...(closed === null
        ? []
        : [failed('demo door', closed.reason, `Remove ${closed.variable}; npm start refuses.`)]),
      ok('work', `${row?.open} pieces open`),
      (row?.held ?? 0) > 0
        ? warning('quarantine', `${row?.held} entries held`, 'Look at them with joka quarantine.')
        : ok('quarantine', 'empty'),
    ];
  } catch (error) {
    return [because('database', error)];
  }
};

const checkObjects = async (config: Config): Promise<Check> => {
  try {
    const opened = await openObjectStore(config);
    opened.close();
    const { form, where } = opened;
    return form === 'directory'
      ? ok('objects', `directory ${where}, ${humanBytes(await directoryBytes(where))}`)
      : ok('objects', `S3 ${where}, conditional writes proven`);
  } catch (error) {
    return because('objects', error);
  }
};

const reaches = async (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 3000 });
    const end = (reached: boolean) => (): void => {
      socket.destroy();
      resolve(reached);
    };
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
  });

const checkTemporal = async (config: Config): Promise<Check> => {
  const address = config.JOKA_TEMPORAL_ADDRESS;
  if (address === null)
    return absent('temporal server', 'not configured; pipelines run inline on PostgreSQL');
  const [host = '', port = '7233'] = address.split(':');
  return (await reaches(host, Number(port)))
    ? ok('temporal server', address)
    : failed(
        'temporal server',
        `${address} does not answer`,
        'Start it with npm run temporal, or remove JOKA_TEMPORAL_ADDRESS.',
      );
};

const checkRunning = async (context: CliContext): Promise<Check> => {
  const config = context.config();
  const running = await findRunning(path.resolve(config.JOKA_HOME));
  if (running === null) return absent('npm start', 'not running');
  const own = await memoryOfTree(running.pid);
  const { form, url } = await context.connection();
  const pid = form === 'embedded' ? await postmasterPid(url) : null;
  const database = pid === null ? null : await memoryOfTree(pid);
  const memory = [
    own === null ? '' : `${humanBytes(own)} of memory`,
    database === null ? '' : `PostgreSQL ${humanBytes(database)}`,
  ].filter((part) => part !== '');
  return ok('npm start', [`at ${running.url}`, ...memory].join(', '));
};

/** What the configuration names: database, objects, Temporal. Makes nothing that is not there yet. */
export const checkStores = async (context: CliContext): Promise<Check[]> => [
  ...(await checkDatabase(context)),
  await checkObjects(context.config()),
  await checkTemporal(context.config()),
  await checkRunning(context),
];
