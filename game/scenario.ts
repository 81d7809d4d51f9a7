/** The values of the game: what pays, how much, how often. Every ledger line carries `version`. */
export type Scenario = {
  readonly version: string;
  /** Points for one key. */
  readonly pointsPerKey: number;
  /** Points by rule. */
  readonly points: Readonly<Record<Rule, number>>;
  /** How many lines of a rule are paid per person and day of the fact; a rule without one pays once per subject. */
  readonly perDay: Readonly<Partial<Record<Rule, number>>>;
  readonly fog: FogScenario;
  /** Cells to clear in a commune until one more offer of its pile opens. */
  readonly cellsPerPileOffer: number;
};

/** Gates of the fog. */
export type FogScenario = {
  /** Positions worse than this class clear nothing. */
  readonly worstAccuracy: Accuracy;
  /** Crossing a cell of about 50 m faster than this many seconds is not walking. */
  readonly minSeconds: number;
  /** Kilometres per hour between two dwells of a batch beyond which the later one is not believed. */
  readonly jumpKmh: number;
};

/** Accuracy of the positions behind a dwell, best first: fine ≤ 20 m, fair ≤ 50 m, poor above. */
export const ACCURACIES = ['fine', 'fair', 'poor'] as const;
export type Accuracy = (typeof ACCURACIES)[number];

/** The class of an accuracy in metres (68 % radius, as browsers give it). */
export const accuracyClass = (metres: number): Accuracy =>
  metres <= 20 ? 'fine' : metres <= 50 ? 'fair' : 'poor';

/** What pays. The words of each are in docs/words.md. */
export const RULES = [
  'cell_cleared',
  'photo_confirmed',
  'photo_seen_again',
  'offer_visited',
  'outcome_told',
  'meeting_confirmed',
  'question_asked',
  'offer_passed',
  'challenge_done',
] as const;
export type Rule = (typeof RULES)[number];

/** The only scenario so far. Changing a value means a new version. */
export const SCENARIO: Scenario = {
  version: '2026-11-2',
  pointsPerKey: 50,
  points: {
    cell_cleared: 5,
    photo_confirmed: 20,
    photo_seen_again: 10,
    offer_visited: 10,
    outcome_told: 10,
    meeting_confirmed: 15,
    question_asked: 5,
    offer_passed: 5,
    challenge_done: 10,
  },
  perDay: {
    photo_confirmed: 5,
    photo_seen_again: 5,
    offer_visited: 5,
    outcome_told: 5,
    meeting_confirmed: 3,
    question_asked: 2,
    offer_passed: 3,
  },
  fog: { worstAccuracy: 'fair', minSeconds: 5, jumpKmh: 200 },
  cellsPerPileOffer: 3,
};
