import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck } from '../../infra/duckdb/duck.ts';
import { madeStudy } from '../../test/support/lab-study.ts';
import { createRandom } from '../../town/random.ts';
import { COHORT_PARAMETERS } from '../cohorts/parameters.ts';
import { runLab, writeLab, type LabPart, type LabRequest } from './run.ts';
import { readStudy, type StudyPaths } from './study.ts';

const made = madeStudy();
let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'joka-lab-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Order = 'asc' | 'desc' | 'shuffled';

/** Writes the study's tables in an order, each as one file or as seven in a folder. */
const writeStudy = (name: string, order: Order, files: number): StudyPaths => {
  const folder = path.join(root, name);
  const entries = Object.entries(made).map(([table, { header, lines }]) => {
    const sorted = lines.toSorted();
    const rows =
      order === 'asc' ? sorted : order === 'desc' ? sorted.toReversed() : createRandom(name).shuffled(sorted);
    const where = path.join(folder, table);
    mkdirSync(where, { recursive: true });
    for (let i = 0; i < files; i += 1) {
      const own = rows.filter((_, k) => k % files === i);
      if (own.length > 0) writeFileSync(path.join(where, `${i}.csv`), `${header}\n${own.join('\n')}\n`);
    }
    return [table, [where]] as const;
  });
  return Object.fromEntries(entries);
};

/** Runs the whole report; gives the text of every output file by name. */
const report = async (
  paths: StudyPaths,
  out: string,
  threads = 2,
  parts: readonly LabPart[] = ['report'],
) => {
  const work = path.join(root, 'work');
  mkdirSync(work, { recursive: true });
  const duck = await openDuck({ memoryLimitMb: 512, threads, readable: [root] });
  try {
    const flags = {
      zone: 'Europe/Paris',
      times: undefined,
      dates: undefined,
      crs: undefined,
      axes: undefined,
      columns: {},
      sample: undefined,
    };
    const study = await readStudy(duck, paths, flags, 'secret', work);
    const request: LabRequest = {
      study,
      lang: 'fr',
      plan: null,
      departures: [],
      cohort: { ...COHORT_PARAMETERS, mobilityMeasure: 'places', covariates: ['places'] },
      points: {},
      measures: undefined,
      grains: ['week'],
      seed: 's',
      parts: new Set(parts),
    };
    const result = await runLab(duck, request);
    const rows = await writeLab(duck, request, result, out, ['parquet', 'csv', 'dta']);
    return { study, result, rows };
  } finally {
    duck.close();
  }
};

const digests = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(path.join(folder, name)))
          .digest('hex'),
      ]),
  );

describe('a study of files', () => {
  it('gives every table, a report and the scripts, and no identifier in any of them', async () => {
    const out = path.join(root, 'out');
    const { rows, study, result } = await report(writeStudy('one', 'asc', 1), out);
    expect(Object.keys(rows).sort()).toEqual([
      'measures_week',
      'person_period',
      'profiles',
      'spells',
      'survival_long',
      'ties',
    ]);
    expect(rows['person_period']).toBe(12 * 6);
    expect(study.keys).toHaveLength(12);
    expect(result.flow[0]).toEqual({ stage: 'listed', persons: 12, lost: {} });
    for (const file of [
      'report.html',
      'codebook.csv',
      'flow.json',
      'manifest.json',
      'open.R',
      'open.do',
      'open.py',
    ])
      expect(readdirSync(out)).toContain(file);
    for (const file of readdirSync(out))
      expect(readFileSync(path.join(out, file)).includes('Dupont')).toBe(false);
    const html = readFileSync(path.join(out, 'report.html'), 'utf8');
    for (const title of [
      'Ce qui a été deviné',
      'Qui a participé',
      'Les quatre profils',
      'first_job',
      'Modèle de Cox',
      'Autour des rallyes',
    ])
      expect(html).toContain(title);
    expect(html).not.toMatch(/https?:/);
    expect(html.toLowerCase()).not.toMatch(/parce que les|à cause|grâce à|fait trouver/);
  });

  it('writes the same bytes over threads, orders of rows and numbers of files', async () => {
    const found = new Map<string, Record<string, string>>();
    const cells = [
      ['asc', 1, 1],
      ['desc', 7, 2],
      ['shuffled', 1, 4],
      ['shuffled', 7, 1],
    ] as const;
    for (const [order, files, threads] of cells) {
      const name = `${order}-${files}-${threads}`;
      const out = path.join(root, `out-${name}`);
      await report(writeStudy(name, order, files), out, threads);
      found.set(name, digests(out));
    }
    const [first] = found.values();
    for (const [name, one] of found) expect({ name, ...one }).toEqual({ name, ...first });
  });
});
