import type { Rule } from './scenario.ts';

/** What a person does with an offer, in the order of a search. */
export const ACTS = ['seen', 'opened', 'saved', 'apply', 'call', 'go', 'visited'] as const;
export type Act = (typeof ACTS)[number];

/** How it went. */
export const OUTCOMES = ['met_someone', 'come_back', 'no', 'already_filled', 'hired'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Typed ties; never any text. */
export const INTERACTIONS = ['offer_passed', 'question', 'meeting'] as const;
export type InteractionKind = (typeof INTERACTIONS)[number];

/** Who the other one is. */
export const OTHERS = ['peer', 'joker', 'adviser', 'employer'] as const;
export type OtherKind = (typeof OTHERS)[number];

/** The rule an act pays under, or null: looking and saving pay nothing. */
export const ruleOfAct = (act: Act): Rule | null => (act === 'visited' ? 'offer_visited' : null);

/** The rule a tie pays under; a meeting pays when both said that it took place. */
export const ruleOfInteraction = (kind: InteractionKind): Rule =>
  kind === 'meeting' ? 'meeting_confirmed' : kind === 'question' ? 'question_asked' : 'offer_passed';
