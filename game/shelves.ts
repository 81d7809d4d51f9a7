import { greatCircleDistance } from 'h3-js';
import type { Cell } from './ids.ts';
import { isPin } from './offer.ts';
import type { Precision } from './offer.ts';
import type { Scenario } from './scenario.ts';

/** What the shelves need of an offer. `cell` is resolution 10. */
export type Placed = {
  readonly id: string;
  readonly precision: Precision;
  readonly cell: string | null;
  readonly commune: string | null;
  readonly createdAt: number;
};

/** Where an offer waits: under its own cloud, in its commune's pile, or nowhere on the map. */
export const shelfOf = (offer: Placed): 'pin' | 'pile' | 'list' => {
  if (isPin(offer.precision) && offer.cell !== null) return 'pin';
  return offer.commune !== null && offer.precision === 'commune' ? 'pile' : 'list';
};

/** The point of a commune, WGS84 degrees. */
export type CommunePoint = { readonly code: string; readonly lat: number; readonly lng: number };

/** The commune a cloud counts for: the nearest point, the lower code when equal; null without communes. */
export const communeOf = (
  place: readonly [lat: number, lng: number],
  communes: readonly CommunePoint[],
): string | null => {
  let best: { code: string; km: number } | null = null;
  for (const { code, lat, lng } of communes) {
    const km = greatCircleDistance([...place], [lat, lng], 'km');
    if (best === null || km < best.km || (km === best.km && code < best.code)) best = { code, km };
  }
  return best?.code ?? null;
};

/** A pile as one player sees it. `nextIn`: clouds to clear until one more opens, null when all are open. */
export type Pile<O> = {
  readonly opened: readonly O[];
  readonly total: number;
  readonly nextIn: number | null;
};

/** Opens a commune's pile, oldest offer first, one for each `cellsPerPileOffer` clouds cleared there. */
export const openPile = <O extends Placed>(
  scenario: Scenario,
  offers: readonly O[],
  cleared: number,
): Pile<O> => {
  const ordered = offers.toSorted((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id));
  const open = Math.min(ordered.length, Math.floor(cleared / scenario.cellsPerPileOffer));
  return {
    opened: ordered.slice(0, open),
    total: ordered.length,
    nextIn:
      open === ordered.length ? null : scenario.cellsPerPileOffer - (cleared % scenario.cellsPerPileOffer),
  };
};

/** The pins a player sees: those whose own cloud is cleared. */
export const openPins = <O extends Placed>(offers: readonly O[], cleared: ReadonlySet<Cell>): O[] =>
  offers.filter((offer) => shelfOf(offer) === 'pin' && cleared.has(offer.cell as Cell));
