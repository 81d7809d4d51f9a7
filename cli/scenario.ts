import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { loadPath } from '../api/writers/challenges.ts';
import type { Path } from '../game/challenge.ts';
import { JokaError } from '../game/errors.ts';
import { readPath } from '../game/read-path.ts';
import type { PathFault } from '../game/read-path.ts';
import { printJson, printRows } from './output.ts';
import type { Register } from './run.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** @throws JokaError PATH_INVALID when the file is missing or is no JSON */
const readFileAsPath = async (file: string): Promise<{ path: Path | null; faults: readonly PathFault[] }> => {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (error) {
    const remedy = error instanceof SyntaxError ? `write JSON (${error.message})` : 'name a file that exists';
    throw new JokaError('PATH_INVALID', { file, at: 'the whole file', remedy }, error);
  }
  return readPath(content, sha256);
};

const PROOFS = { be_there: 'be there', photo: 'photo', code: "host's code", meeting: 'meeting' } as const;

const show = (path: Path): void => {
  console.log(`${path.title.fr} (${path.id} ${path.version}) for territory ${path.territory}`);
  printRows(
    path.challenges.map(({ id, title, proof, from, until, points, cells, after }) => ({
      id,
      title: title.fr,
      proof: PROOFS[proof.kind],
      from: new Date(from).toISOString().slice(0, 16),
      until: new Date(until).toISOString().slice(0, 16),
      points,
      cells: cells.length,
      after: after.join(' '),
    })),
    { empty: 'no challenge' },
  );
};

/** `joka scenario`: treasure hunts that a town writes as a file. */
export const register: Register = (program, context) => {
  const scenario = program
    .command('scenario')
    .description('Paths of challenges that a town writes: check, load, list.');
  scenario
    .command('check <file>')
    .description('Read a path file and tell everything that is wrong in it.')
    .option('--json', 'one JSON document')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const { path, faults } = await readFileAsPath(file);
      if (json === true) printJson({ ok: path !== null, faults });
      else if (path !== null) show(path);
      else for (const { at, remedy } of faults) console.error(`${file}, ${at}: ${remedy}.`);
      if (path === null) process.exitCode = 1;
    });
  scenario
    .command('load <file>')
    .description('Open a path to the players of its territory, in place of its version before.')
    .action(async (file: string) => {
      const { path, faults } = await readFileAsPath(file);
      if (path === null) throw new JokaError('PATH_INVALID', { file, ...faults[0] });
      const db = await context.database();
      const known = await db.offers
        .selectFrom('offers.territories')
        .select('code')
        .where('code', '=', path.territory)
        .executeTakeFirst();
      if (known === undefined)
        throw new JokaError('PATH_INVALID', {
          file,
          at: 'territory',
          remedy: 'write the code of a territory of this instance',
        });
      await loadPath(db.game, path, new Date(context.clock.now()));
      show(path);
    });
  scenario
    .command('list')
    .description('List the paths that are open, and those before them.')
    .option('--json', 'one JSON object per line')
    .action(async ({ json }: { json?: boolean }) => {
      const db = await context.database();
      const rows = await db.game
        .selectFrom('game.paths')
        .select(['territory', 'id', 'version', 'loaded_at', 'closed_at'])
        .orderBy('territory')
        .orderBy('id')
        .orderBy('loaded_at')
        .execute();
      const lines = rows.map((row) => ({
        territory: row.territory,
        path: row.id,
        version: row.version,
        loaded: row.loaded_at.toISOString(),
        closed: row.closed_at?.toISOString() ?? null,
      }));
      if (json === true) for (const line of lines) printJson(line);
      else printRows(lines, { empty: 'no path' });
    });
};
