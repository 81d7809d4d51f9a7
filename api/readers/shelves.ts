import { cellToLatLng, cellToParent } from 'h3-js';
import type { Kysely } from 'kysely';
import { TILE_RESOLUTION } from '../../game/fog.ts';
import type { Cell } from '../../game/ids.ts';
import { keyOpens } from '../../game/keys.ts';
import { isOpenToAll } from '../../game/offer.ts';
import { SCENARIO } from '../../game/scenario.ts';
import { communeOf, openPile, openPins, shelfOf } from '../../game/shelves.ts';
import type { CommunePoint, Pile, Placed } from '../../game/shelves.ts';
import type { Tables } from '../../infra/db/tables.ts';
import { allOffers } from './offers.ts';
import type { OfferRow } from './offer-line.ts';

export type PlacedRow = OfferRow & Placed;
export type CommunePile = Pile<PlacedRow> & { readonly commune: string; readonly point: CommunePoint | null };

/** What one player's walking has opened in a territory. */
export type Shelves = {
  readonly pins: readonly PlacedRow[];
  readonly piles: readonly CommunePile[];
  /** Pins under clouds, counted by fixed tile; never which. */
  readonly hidden: ReadonlyMap<string, number>;
  /** Offers whose exact door this player knows: opened by a key, or found by themselves. */
  readonly doors: ReadonlySet<string>;
};

const placed = (row: OfferRow): PlacedRow => ({ ...row, createdAt: row.created_at.getTime() });

/** Every cloud a player has cleared. */
export const clearedCells = async (game: Kysely<Tables>, player: string): Promise<Set<Cell>> => {
  const rows = await game
    .selectFrom('game.cleared_cells')
    .select('cell')
    .where('player', '=', player)
    .execute();
  return new Set(rows.map(({ cell }) => cell as Cell));
};

/** Offers a key opened, and those the player photographed. */
export const knownDoors = async (game: Kysely<Tables>, player: string): Promise<Set<string>> => {
  const opened = await game
    .selectFrom('game.discoveries')
    .select('offer')
    .where('player', '=', player)
    .execute();
  const found = await game
    .selectFrom('game.photos')
    .select('offer')
    .where('player', '=', player)
    .where('offer', 'is not', null)
    .execute();
  return new Set([...opened, ...found].flatMap(({ offer }) => (offer === null ? [] : [offer])));
};

const pilesOf = (offers: readonly PlacedRow[], cleared: ReadonlySet<Cell>): CommunePile[] => {
  const byCommune = new Map<string, PlacedRow[]>();
  for (const offer of offers)
    if (shelfOf(offer) === 'pile' && offer.commune !== null)
      byCommune.set(offer.commune, [...(byCommune.get(offer.commune) ?? []), offer]);
  const points = new Map<string, CommunePoint>();
  for (const [code, pile] of byCommune) {
    const { lat, lng } = pile.find((offer) => offer.lat !== null && offer.lng !== null) ?? {};
    if (typeof lat === 'number' && typeof lng === 'number') points.set(code, { code, lat, lng });
  }
  const counts = new Map<string, number>();
  for (const cell of cleared) {
    const commune = communeOf(cellToLatLng(cell), [...points.values()]);
    if (commune !== null) counts.set(commune, (counts.get(commune) ?? 0) + 1);
  }
  return [...byCommune]
    .map(([commune, pile]) => ({
      ...openPile(SCENARIO, pile, counts.get(commune) ?? 0),
      commune,
      point: points.get(commune) ?? null,
    }))
    .toSorted((a, b) => a.commune.localeCompare(b.commune));
};

/** Reads a player's shelves: the map and « Mes découvertes » are both made of it, so they hold the same offers. */
export const readShelves = async (
  game: Kysely<Tables>,
  player: string,
  territory: string,
): Promise<Shelves> => {
  const offers = (await allOffers(game, { territory })).map(placed);
  const cleared = await clearedCells(game, player);
  const doors = await knownDoors(game, player);
  // Who photographed a window stood before it: its pin needs no cloud cleared.
  const own = offers.filter((offer) => shelfOf(offer) === 'pin' && doors.has(offer.id));
  const pins = [...new Set([...openPins(offers, cleared), ...own])];
  const shown = new Set(pins);
  const hidden = new Map<string, number>();
  for (const offer of offers) {
    if (shelfOf(offer) !== 'pin' || offer.cell === null || shown.has(offer)) continue;
    const tile = cellToParent(offer.cell, TILE_RESOLUTION);
    hidden.set(tile, (hidden.get(tile) ?? 0) + 1);
  }
  return { pins, piles: pilesOf(offers, cleared), hidden, doors };
};

/** The exact door of a pin, when this player may see it. */
export const doorOf = (
  pin: PlacedRow,
  doors: ReadonlySet<string>,
): { lat: number; lng: number; label: string | null; tip: string | null } | null =>
  pin.lat !== null && pin.lng !== null && (isOpenToAll(pin.origin) || doors.has(pin.id))
    ? { lat: pin.lat, lng: pin.lng, label: pin.place_label, tip: null }
    : null;

/** Whether a key would open something of this pin for this player. */
export const keyHelps = (pin: PlacedRow, doors: ReadonlySet<string>): boolean =>
  keyOpens(pin.origin) && !doors.has(pin.id);
