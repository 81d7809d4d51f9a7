/**
 * One process that uses the embedded server of a home: `user.ts <home> [sql]`. Prints one JSON line once it holds it,
 * releases when its standard input ends.
 */
import { openClient } from '../../../infra/db/pool.ts';
import { useEmbeddedServer } from '../../../infra/embedded/server.ts';

const [home = '', sql = 'SELECT 1'] = process.argv.slice(2);
const server = await useEmbeddedServer({ home });
const client = await openClient(server.url);
const { rows } = await client.query<Record<string, unknown>>(sql);
await client.end();
console.log(JSON.stringify({ started: server.started, pid: server.pid(), root: server.place.root, rows }));
process.stdin.resume();
process.stdin.once('end', () => {
  void server.release();
});
