import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { openDuck } from '../infra/duckdb/duck.ts';
import { findDuplicates } from '../ingest/offers/duplicates/find.ts';
import type { DuplicateRecord } from '../ingest/offers/duplicates/record.ts';
import { round } from './bench.ts';

type Row = {
  id: number;
  title: string;
  company: string;
  postcode: string | null;
  text: string;
  truth: number;
};

const pairsOf = (sizes: Iterable<number>): number => {
  let pairs = 0;
  for (const n of sizes) pairs += (n * (n - 1)) / 2;
  return pairs;
};

/** Ours on the 100,000 offers of the file; publishers are unknown there, so every record may twin any other. */
const ours = async (file: string) => {
  const duck = await openDuck({ threads: 2, memoryLimitMb: 2000, readable: [dirname(file)] });
  try {
    const started = performance.now();
    const rows = await duck.rows<Row>(
      `SELECT id::INT AS id, title, company, nullif(postcode, '') AS postcode, text, truth::INT AS truth
       FROM read_parquet('${file.replaceAll("'", "''")}') ORDER BY id`,
    );
    const records: DuplicateRecord[] = rows.map((row) => ({
      id: String(row.id),
      publisher: null,
      title: row.title,
      employer: row.company,
      text: row.text,
      place: row.postcode,
      lat: null,
      lng: null,
      contract: null,
      romeParent: null,
      createdAt: null,
      keys: [],
    }));
    const cpu = process.cpuUsage();
    const { clusters } = findDuplicates(records);
    const spent = process.cpuUsage(cpu);
    const seconds = (performance.now() - started) / 1000;
    let hits = 0;
    let merged = 0;
    for (const { centre, members } of clusters) {
      const truths = new Map<number, number>();
      for (const i of [centre, ...members.map(({ record }) => record)]) {
        const truth = rows[i]?.truth ?? -1;
        truths.set(truth, (truths.get(truth) ?? 0) + 1);
      }
      hits += pairsOf(truths.values());
      merged += pairsOf([members.length + 1]);
    }
    const originals = new Map<number, number>();
    for (const { truth } of rows) originals.set(truth, (originals.get(truth) ?? 0) + 1);
    return {
      duplicates_100k_seconds: round(seconds),
      duplicates_100k_cpu_seconds: round((spent.user + spent.system) / 1e6),
      duplicates_100k_precision: round(hits / merged, 4),
      duplicates_100k_recall: round(hits / pairsOf(originals.values()), 4),
    };
  } finally {
    duck.close();
  }
};

/** splink as its folder runs it: the sum of its steps, without the check of the truth. */
const theirs = async (peers: string) => {
  const { stdout } = await promisify(execFile)(
    join(peers, 'venv/splink/bin/python'),
    ['-W', 'ignore', 'scripts/b_splink.py'],
    {
      cwd: peers,
      maxBuffer: 1 << 24,
    },
  );
  const steps = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { step: string; wall_s: number; cpu_s: number; note: string });
  const own = steps.filter(({ step }) => step.startsWith('splink'));
  const checked = steps.find(({ step }) => step.startsWith('check'))?.note ?? '';
  const figure = (name: string): number =>
    Number(new RegExp(`${name}=([0-9.]+)`).exec(checked)?.[1] ?? Number.NaN);
  return {
    splink_100k_seconds: round(own.reduce((sum, { wall_s }) => sum + wall_s, 0)),
    splink_100k_cpu_seconds: round(own.reduce((sum, { cpu_s }) => sum + cpu_s, 0)),
    splink_100k_precision: figure('precision'),
    splink_100k_recall: figure('recall'),
  };
};

/** Both on the same file, one after the other in the same run. */
export const besideSplink = async (peers: string): Promise<Record<string, number>> => ({
  ...(await ours(join(peers, 'data/offers100k.parquet'))),
  ...(await theirs(peers)),
});
