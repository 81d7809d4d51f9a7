import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { findDuplicates } from '../ingest/offers/duplicates/find.ts';
import type { DuplicateRecord } from '../ingest/offers/duplicates/record.ts';
import { plantOffers } from '../test/support/planted-offers.ts';
import { recordedDrafts, recordOf } from '../test/support/recorded-offers.ts';
import { syntheticOffers } from '../test/support/synthetic-offers.ts';
import { wilson } from '../test/support/wilson.ts';

/**
 * `npm run eval:duplicates -- --pairs <csv> --offers <folder>`: the labelled pairs of a file (`id_a,id_b,label`, where
 * `dup` is the only label to merge) among the recorded offers of a folder. `--planted [n]`: pairs planted in those offers.
 * `--synthetic <n>`: invented offers with planted twins. Ends with one JSON line.
 */
const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : (process.argv[at + 1] ?? '');
};
type Labelled = { readonly a: string; readonly b: string; readonly same: boolean; readonly how: string };

const merged = (records: readonly DuplicateRecord[]) => {
  const started = performance.now();
  const found = findDuplicates(records);
  const cluster = new Map<string, number>();
  found.clusters.forEach(({ centre, members }, n) => {
    for (const i of [centre, ...members.map(({ record }) => record)]) cluster.set(records[i]?.id ?? '', n);
  });
  const together = (a: string, b: string): boolean => {
    const one = cluster.get(a);
    return one !== undefined && one === cluster.get(b);
  };
  const inClusters = found.clusters.reduce(
    (sum, { members }) => sum + (members.length * (members.length + 1)) / 2,
    0,
  );
  return { found, together, inClusters, seconds: (performance.now() - started) / 1000 };
};

const report = (name: string, figures: Record<string, number | string>): void =>
  console.log(JSON.stringify({ set: name, ...figures }));

const figuresOf = (hits: number, misses: number, wrong: number, pairs: number, falseMerges: number) => {
  const [low, high] = wilson(hits, hits + misses);
  const three = (n: number): number => Math.round(n * 1000) / 1000;
  return {
    precision: hits + wrong === 0 ? 1 : three(hits / (hits + wrong)),
    recall: hits + misses === 0 ? 1 : three(hits / (hits + misses)),
    recallLow: three(low),
    recallHigh: three(high),
    falseMerges,
    pairs,
  };
};

const judge = (name: string, records: readonly DuplicateRecord[], pairs: readonly Labelled[]): void => {
  const { together, inClusters, seconds } = merged(records);
  const byHow = new Map<string, [number, number]>();
  let hits = 0;
  let wrong = 0;
  for (const { a, b, same, how } of pairs) {
    const is = together(a, b);
    const [right, all] = byHow.get(how) ?? [0, 0];
    byHow.set(how, [right + (is === same ? 1 : 0), all + 1]);
    if (is && same) hits += 1;
    if (is && !same) wrong += 1;
    if (is !== same) console.log(`  ${same ? 'missed' : 'FALSE MERGE'} ${a} ${b}: ${how}`);
  }
  const wanted = pairs.filter(({ same }) => same).length;
  for (const [how, [right, all]] of byHow) console.log(`  ${how}: ${right} of ${all} right`);
  console.log(`  ${records.length} offers in ${seconds.toFixed(1)} s; ${inClusters} pairs merged in all`);
  report(name, figuresOf(hits, wanted - hits, wrong, pairs.length, wrong));
};

const folder = option('offers');
const csv = option('pairs');
const drafts = folder === undefined ? [] : recordedDrafts(folder);
const recorded = drafts.map((draft) => recordOf('francetravail', draft));

const synthetic = option('synthetic');
if (synthetic !== undefined) {
  const { records, truth } = syntheticOffers(Number(synthetic), 29);
  const { found, seconds } = merged(records);
  let hits = 0;
  let wrong = 0;
  for (const { centre, members } of found.clusters) {
    const all = [centre, ...members.map(({ record }) => record)];
    all.forEach((x, i) => {
      for (const y of all.slice(i + 1))
        if (truth[x] === truth[y]) hits += 1;
        else wrong += 1;
    });
  }
  const sizes = new Map<number, number>();
  for (const of of truth) sizes.set(of, (sizes.get(of) ?? 0) + 1);
  const wanted = [...sizes.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  console.log(`  ${records.length} offers in ${seconds.toFixed(1)} s, ${found.compared} pairs compared`);
  report('synthetic', {
    ...figuresOf(hits, wanted - hits, wrong, wanted, wrong),
    seconds: Math.round(seconds * 10) / 10,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
  });
} else if (option('planted') !== undefined) {
  const count = Math.max(300, Number(option('planted')) || 300);
  const labels = new Map<string, string>();
  for (const draft of drafts)
    if (draft.rome !== null && draft.tradeLabel !== null) labels.set(draft.rome, draft.tradeLabel);
  const same = Math.round(count * 0.6);
  const { records, pairs } = plantOffers(recorded, { same, different: count - same }, labels, 7);
  judge('planted', [...recorded, ...records], pairs);
} else if (csv !== undefined && folder !== undefined) {
  const rows = parse(readFileSync(csv, 'utf8'), { columns: true }) as {
    id_a: string;
    id_b: string;
    label: string;
  }[];
  judge(
    'labelled',
    recorded,
    rows.map(({ id_a, id_b, label }) => ({ a: id_a, b: id_b, same: label === 'dup', how: label })),
  );
} else {
  console.error('Give --pairs <csv> --offers <folder>, --planted --offers <folder>, or --synthetic <n>.');
  process.exitCode = 2;
}
