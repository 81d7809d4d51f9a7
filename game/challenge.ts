import type { OtherKind } from './acts.ts';
import type { Cell } from './ids.ts';

/** A sentence in both languages of the interface. */
export type Said = { readonly fr: string; readonly en: string };

/** How a challenge is proved. */
export type Proof =
  /** One stayed there: dwells of at least so many seconds in all. */
  | { readonly kind: 'be_there'; readonly seconds: number }
  /** One photographed a window there. */
  | { readonly kind: 'photo' }
  /** A host shows a code; only its SHA-256 (lower-case hex of the folded code) is kept. */
  | { readonly kind: 'code'; readonly sha256: string }
  /** One met somebody, and both said so. */
  | { readonly kind: 'meeting'; readonly with: OtherKind };
export type ProofKind = Proof['kind'];

/** One stop of a path. Instants in milliseconds UTC. */
export type Challenge = {
  readonly id: string;
  readonly title: Said;
  readonly text: Said;
  /** Clouds (resolution 10) where it is: it is discovered when one of them clears, and proved in them. */
  readonly cells: readonly Cell[];
  readonly from: number;
  readonly until: number;
  readonly proof: Proof;
  readonly points: number;
  /** Challenges of the same path to do before. */
  readonly after: readonly string[];
};

/** A path that a town wrote. */
export type Path = {
  readonly id: string;
  readonly version: string;
  readonly territory: string;
  readonly title: Said;
  readonly challenges: readonly Challenge[];
};

/** A fact that may prove a challenge. `cell` is resolution 10, null where the fact has no place. */
export type Fact = {
  readonly kind: ProofKind;
  /** What it is: a photo, an interaction; never counted for two challenges. */
  readonly evidence: string;
  readonly cell: Cell | null;
  readonly at: number;
  /** Seconds stayed, of `be_there`. */
  readonly seconds?: number;
  readonly sha256?: string;
  readonly with?: OtherKind;
};

/** Why a fact does not prove a challenge, in the order they are looked at. */
export const PROOF_REFUSALS = [
  'not_discovered',
  'before_others',
  'done',
  'other_kind',
  'too_early',
  'late',
  'wrong_place',
  'wrong_code',
  'other_person',
  'too_short',
  'reused',
] as const;
export type ProofRefusal = (typeof PROOF_REFUSALS)[number];

/** What is known of the player and the path when a fact is judged. */
export type Progress = {
  readonly cleared: ReadonlySet<string>;
  readonly done: ReadonlySet<string>;
  /** Evidence that already proved something. */
  readonly used: ReadonlySet<string>;
};

/** Whether a player sees a challenge: a cloud of its place is cleared and what comes before it is done. */
export const isDiscovered = (challenge: Challenge, { cleared, done }: Progress): boolean =>
  challenge.after.every((id) => done.has(id)) && challenge.cells.some((cell) => cleared.has(cell));

const provesPlace = (challenge: Challenge, fact: Fact): boolean =>
  // A code is shown at the place by its host and a meeting takes place wherever two people met.
  fact.kind === 'code' ||
  fact.kind === 'meeting' ||
  (fact.cell !== null && challenge.cells.includes(fact.cell));

const judgeKind = ({ proof }: Challenge, fact: Fact): ProofRefusal | null => {
  if (proof.kind === 'code') return fact.sha256 === proof.sha256 ? null : 'wrong_code';
  if (proof.kind === 'meeting') return fact.with === proof.with ? null : 'other_person';
  if (proof.kind === 'be_there') return (fact.seconds ?? 0) >= proof.seconds ? null : 'too_short';
  return null;
};

/** Null when the fact proves the challenge, else the first reason why not. */
export const judgeProof = (challenge: Challenge, fact: Fact, progress: Progress): ProofRefusal | null => {
  if (!challenge.cells.some((cell) => progress.cleared.has(cell))) return 'not_discovered';
  if (!challenge.after.every((id) => progress.done.has(id))) return 'before_others';
  if (progress.done.has(challenge.id)) return 'done';
  if (fact.kind !== challenge.proof.kind) return 'other_kind';
  if (fact.at < challenge.from) return 'too_early';
  if (fact.at > challenge.until) return 'late';
  if (!provesPlace(challenge, fact)) return 'wrong_place';
  return judgeKind(challenge, fact) ?? (progress.used.has(fact.evidence) ? 'reused' : null);
};

/** A code as it is compared: letters and digits only, upper case. */
export const foldCode = (code: string): string =>
  code
    .normalize('NFD')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');
