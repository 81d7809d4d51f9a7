import type { PhotoCorrection } from '../game/photo.ts';
import type { TownDwell } from './people/dwells.ts';

/** An offer as the town knows it: its id in the job feed, or the poster it was photographed from. */
export type OfferRef = { readonly feed: string } | { readonly poster: string };

/** The other side of an interaction: another player by index, an adviser by index, or an offer's employer. */
export type Other =
  | { readonly kind: 'peer'; readonly person: number }
  | { readonly kind: 'adviser'; readonly adviser: number }
  | { readonly kind: 'employer' };

type Base = { readonly at: number; readonly person: number };

/** What happens in the town and is played through the API, in time order. Instants in milliseconds, UTC. */
export type TownEvent =
  | (Base & { readonly kind: 'account' })
  | (Base & {
      readonly kind: 'consent';
      readonly purpose: 'play_position' | 'research' | 'share_adviser';
      readonly given: boolean;
    })
  | (Base & {
      readonly kind: 'batch';
      readonly device: string;
      readonly seq: number;
      readonly dwells: readonly TownDwell[];
      /** A study's logger, not the phone. */
      readonly continuous: boolean;
    })
  | (Base & { readonly kind: 'photo'; readonly poster: string; readonly confirm: PhotoCorrection })
  | (Base & {
      readonly kind: 'act';
      readonly offer: OfferRef;
      readonly act: 'seen' | 'opened' | 'saved' | 'apply' | 'call' | 'go' | 'visited';
    })
  | (Base & {
      readonly kind: 'interaction';
      readonly interaction: 'offer_passed' | 'question' | 'meeting';
      readonly other: Other;
      readonly offer: OfferRef | null;
      /** The other side confirms a meeting. */
      readonly confirmed: boolean;
    })
  | (Base & {
      readonly kind: 'outcome';
      readonly offer: OfferRef | null;
      readonly outcome: 'met_someone' | 'come_back' | 'no' | 'already_filled' | 'hired';
    });

/** The order in which the events of one instant happen. */
const RANK = { account: 0, consent: 1, batch: 2, photo: 3, act: 4, interaction: 5, outcome: 6 } as const;

/** Time order; ties by kind, then person, so that the same seed gives the same order. */
export const byTime = (a: TownEvent, b: TownEvent): number =>
  a.at - b.at || RANK[a.kind] - RANK[b.kind] || a.person - b.person;
