import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { JokaError } from '../../game/errors.ts';
import { runLab, writeLab, type LabPart, type LabRequest } from '../../analytics/lab/run.ts';
import { studySecret, writeKeys } from '../../analytics/lab/secret.ts';
import { readStudy, type Say } from '../../analytics/lab/study.ts';
import { STUDY_TABLES, type TableName } from '../../analytics/lab/tables.ts';
import { openDuck } from '../../infra/duckdb/duck.ts';
import { humanBytes, printJson } from '../output.ts';
import { createProgress } from '../progress.ts';
import { readOptions, type LabAsked, type LabOptions } from './options.ts';

/** What a verb computes and which tables it cannot do without. */
export type LabVerb = {
  readonly name: string;
  readonly parts: readonly LabPart[];
  readonly needs: readonly TableName[];
  /** One of these is enough, where several would do. */
  readonly needsOneOf?: readonly TableName[];
};

const missing = (verb: LabVerb, table: TableName): JokaError =>
  new JokaError('LAB_TABLE_MISSING', { verb: verb.name, table, gives: STUDY_TABLES[table].gives });

const check = (verb: LabVerb, asked: LabAsked): void => {
  for (const table of verb.needs) if (asked.paths[table] === undefined) throw missing(verb, table);
  const [first] = verb.needsOneOf ?? [];
  if (first !== undefined && !verb.needsOneOf?.some((table) => asked.paths[table] !== undefined))
    throw missing(verb, first);
};

/** Labels with the rows done, the rate, and how long it has taken. */
const talk = (progress: ReturnType<typeof createProgress>): Say => {
  const begun = performance.now();
  let label = '';
  let since = begun;
  return (next, rows) => {
    const now = performance.now();
    if (rows !== undefined) {
      const seconds = Math.max(0.001, (now - since) / 1000);
      progress.step(`${next}: ${rows} rows, ${Math.round(rows / seconds)} a second`);
      return;
    }
    if (next.replace(/ \d+ %$/, '') !== label) since = now;
    label = next.replace(/ \d+ %$/, '');
    progress.step(`${next} (${Math.round((now - begun) / 1000)} s)`);
  };
};

const asBadRows = (rows: readonly { table: string; file: string; line: number; reason: string }[]): string =>
  `table,file,line,reason\n${rows.map((row) => `${row.table},"${row.file.replaceAll('"', '""')}",${row.line},${row.reason}\n`).join('')}`;

/** Reads the study, computes what the verb is for, writes it. Prints where, and what was guessed. */
export const runVerb = async (verb: LabVerb, options: LabOptions): Promise<void> => {
  const asked = readOptions(options);
  check(verb, asked);
  const secret = studySecret(asked.key);
  const work = path.join(asked.key, 'work');
  mkdirSync(work, { recursive: true, mode: 0o700 });
  const given = Object.values(asked.paths).flat();
  const duck = await openDuck({
    memoryLimitMb: asked.memoryMb,
    threads: asked.threads,
    // DuckDB opens directories, so a file's own is opened.
    readable: [
      ...new Set([
        work,
        asked.out,
        ...given.flatMap((one) => [path.resolve(one), path.dirname(path.resolve(one))]),
      ]),
    ],
    spillDir: path.join(work, 'spill'),
  });
  const progress = createProgress();
  const say = talk(progress);
  try {
    const study = await readStudy(duck, asked.paths, asked.flags, secret, work, say);
    writeKeys(asked.key, study.keys);
    const request: LabRequest = {
      study,
      lang: asked.lang,
      plan: asked.plan,
      departures: asked.departures,
      cohort: asked.cohort,
      points: {},
      measures: asked.measures,
      grains: asked.grains,
      seed: options.seed,
      parts: new Set(verb.parts),
    };
    const result = await runLab(duck, request, say);
    const rows = await writeLab(duck, request, result, asked.out, asked.formats, say);
    // Both name files, and with one file per person a file's name may be the person's.
    writeFileSync(path.join(asked.key, 'bad_rows.csv'), asBadRows(study.badRows));
    writeFileSync(
      path.join(asked.key, 'inputs.json'),
      `${JSON.stringify({ files: asked.paths, guesses: study.guesses }, null, 2)}\n`,
    );
    progress.end();
    if (options.json === true)
      printJson({ out: asked.out, key: asked.key, rows, guesses: study.guesses, flow: result.flow });
    else {
      for (const guess of study.guesses)
        console.log(
          `guessed: ${guess.table}: ${guess.about} = ${guess.taken} (${guess.because}; ${guess.flag} says otherwise)`,
        );
      for (const [name, n] of Object.entries(rows)) console.log(`${name}: ${n} rows`);
      console.log(
        `written to ${asked.out}${verb.parts.includes('report') ? `, report: ${path.join(asked.out, 'report.html')}` : ''}`,
      );
      console.log(`key file and bad rows, never to be shared with it: ${asked.key}`);
      console.log(`peak memory ${humanBytes(process.resourceUsage().maxRSS * 1024)}`);
    }
  } finally {
    progress.end();
    duck.close();
    rmSync(work, { recursive: true, force: true });
  }
};
