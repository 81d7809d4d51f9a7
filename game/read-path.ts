import { isCellOf, FOG_RESOLUTION } from './fog.ts';
import { foldCode } from './challenge.ts';
import type { Challenge, Path, Proof, Said } from './challenge.ts';
import { OTHERS } from './acts.ts';
import type { Cell } from './ids.ts';

/** What is wrong in a path file: where, and what to write instead. */
export type PathFault = { readonly at: string; readonly remedy: string };
/** A path file as it was read: the path, or everything that is wrong with it. */
export type ReadPath =
  | { readonly path: Path; readonly faults: readonly [] }
  | { readonly path: null; readonly faults: readonly PathFault[] };

/** Most points of one challenge: a path never outweighs walking and meeting. */
export const MOST_POINTS = 30;

type Fields = Readonly<Record<string, unknown>>;
/** Pure digest of a text, given by whoever reads the file: `game` has no crypto. */
export type Digest = (text: string) => string;
type Note = (at: string, remedy: string) => void;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const textOf = (value: unknown, at: string, note: Note): string => {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= 300) return value.trim();
  note(at, 'write a text of 1 to 300 characters');
  return '';
};

const saidOf = (value: unknown, at: string, note: Note): Said => {
  const { fr, en } = fieldsOf(value);
  return { fr: textOf(fr, `${at}.fr`, note), en: textOf(en, `${at}.en`, note) };
};

const instantOf = (value: unknown, at: string, note: Note): number => {
  const read =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(value)
      ? Date.parse(value)
      : NaN;
  if (Number.isNaN(read)) note(at, 'write an instant with its zone, such as 2026-12-05T10:00:00+01:00');
  return read;
};

const idOf = (value: unknown, at: string, note: Note): string => {
  if (typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,39}$/.test(value)) return value;
  note(at, 'write a short name of small letters, digits and hyphens');
  return '';
};

const numberOf = (
  value: unknown,
  [least, most]: readonly [number, number],
  at: string,
  note: Note,
): number => {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  note(at, `write a whole number from ${least} to ${most}`);
  return least;
};

const proofOf = (value: unknown, at: string, note: Note, sha256: Digest): Proof => {
  const { kind, seconds, code, with: other } = fieldsOf(value);
  if (kind === 'be_there') return { kind, seconds: numberOf(seconds, [10, 3600], `${at}.seconds`, note) };
  if (kind === 'photo') return { kind };
  if (kind === 'code') {
    const told = textOf(code, `${at}.code`, note);
    if (told !== '' && foldCode(told).length < 6)
      note(`${at}.code`, 'write at least 6 letters or digits, so that it cannot be guessed');
    return { kind, sha256: sha256(foldCode(told)) };
  }
  if (kind === 'meeting') {
    const found = OTHERS.find((each) => each === other);
    if (found === undefined) note(`${at}.with`, `write one of ${OTHERS.join(', ')}`);
    return { kind, with: found ?? 'joker' };
  }
  note(`${at}.kind`, 'write one of be_there, photo, code, meeting');
  return { kind: 'photo' };
};

const cellsOf = (value: unknown, at: string, note: Note): Cell[] => {
  const list = Array.isArray(value) ? (value as unknown[]) : [];
  if (list.length === 0 || list.length > 50) note(at, 'write 1 to 50 cells of resolution 10');
  return list.flatMap((each, i) => {
    if (typeof each === 'string' && isCellOf(each, FOG_RESOLUTION)) return [each];
    note(`${at}[${i}]`, 'write an H3 cell of resolution 10, such as 8a194e64d187fff');
    return [];
  });
};

const challengeOf = (value: unknown, at: string, note: Note, sha256: Digest): Challenge => {
  const fields = fieldsOf(value);
  const from = instantOf(fields['from'], `${at}.from`, note);
  const until = instantOf(fields['until'], `${at}.until`, note);
  if (until <= from) note(`${at}.until`, 'write an instant after "from"');
  const after = fields['after'] ?? [];
  if (!Array.isArray(after)) note(`${at}.after`, 'write a list of names of challenges');
  return {
    id: idOf(fields['id'], `${at}.id`, note),
    title: saidOf(fields['title'], `${at}.title`, note),
    text: saidOf(fields['text'], `${at}.text`, note),
    cells: cellsOf(fields['cells'], `${at}.cells`, note),
    from,
    until,
    proof: proofOf(fields['proof'], `${at}.proof`, note, sha256),
    points: numberOf(fields['points'], [1, MOST_POINTS], `${at}.points`, note),
    after: Array.isArray(after) ? after.map(String) : [],
  };
};

/** Names that are missing, doubled, or wait for each other in a circle. */
const noteChains = (challenges: readonly Challenge[], note: Note): void => {
  const byId = new Map(challenges.map((each) => [each.id, each]));
  const seen = new Set<string>();
  for (const [i, { id, after }] of challenges.entries()) {
    if (seen.has(id)) note(`challenges[${i}].id`, `"${id}" stands twice: give each its own name`);
    seen.add(id);
    for (const name of after)
      if (!byId.has(name)) note(`challenges[${i}].after`, `no challenge is called "${name}"`);
  }
  const waitsFor = (start: string): ReadonlySet<string> => {
    const found = new Set<string>();
    const open = [start];
    for (let id = open.pop(); id !== undefined; id = open.pop())
      for (const next of byId.get(id)?.after ?? [])
        if (!found.has(next)) {
          found.add(next);
          open.push(next);
        }
    return found;
  };
  for (const [i, { id }] of challenges.entries())
    if (waitsFor(id).has(id)) note(`challenges[${i}].after`, `"${id}" waits for itself: break the circle`);
};

/** Reads a path that a town wrote as JSON. Every fault is told, not only the first. */
export const readPath = (file: unknown, sha256: Digest): ReadPath => {
  const faults: PathFault[] = [];
  const note: Note = (at, remedy) => faults.push({ at, remedy });
  const fields = fieldsOf(file);
  const list = Array.isArray(fields['challenges']) ? (fields['challenges'] as unknown[]) : [];
  if (list.length === 0 || list.length > 60) note('challenges', 'write 1 to 60 challenges');
  const path: Path = {
    id: idOf(fields['id'], 'id', note),
    version: textOf(fields['version'], 'version', note),
    territory: textOf(fields['territory'], 'territory', note),
    title: saidOf(fields['title'], 'title', note),
    challenges: list.map((each, i) => challengeOf(each, `challenges[${i}]`, note, sha256)),
  };
  noteChains(path.challenges, note);
  return faults.length === 0 ? { path, faults: [] } : { path: null, faults };
};
