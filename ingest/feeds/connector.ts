import type { Json } from '../../infra/pipeline.ts';
import type { OfferDraft } from '../offers/draft.ts';
import type { PageRows } from './page-rows.ts';
import type { RawObject } from './row-reader.ts';

/** What a run reads: kept in feed_runs.origin, so never a secret. */
export type FeedOrigin = {
  readonly connector: string;
  /** A folder of recorded pages, absolute. */
  readonly dir?: string;
  /** The base address of the source's API. */
  readonly url?: string;
  readonly tokenUrl?: string;
  /** Department codes to sweep one by one; none: the whole source at once. */
  readonly departments?: readonly string[];
  /** Share of vanished offers that holds the run, 0-1. */
  readonly holdAbove?: number;
};

/** One page as the source sent it. `contentRange` in the source's own words, null when it gave none. */
export type FetchedPage = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentRange: string | null;
};

/**
 * A stretch of fetching. `cursor` goes on from here, null when all is fetched; then `complete` tells whether the pages
 * are proven to hold everything the source has.
 */
export type Fetched = { readonly cursor: Json; readonly complete: boolean };

/** Client id and secret of a source's API. */
export type Credentials = { readonly clientId: string; readonly clientSecret: string };

/** What a fetcher is given by the one who runs it. */
export type FetchDoors = {
  /** Keeps one page before anything else is done with it; pages are numbered in this order. */
  keep(page: FetchedPage): Promise<void>;
  readonly credentials: Credentials | null;
  /** Milliseconds since 1970, UTC. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Instant the run was asked for, ISO 8601. */
  readonly startedAt: string;
};

/** How one kind of feed is fetched, cut into rows and put in our words. One folder each. */
export type Connector = {
  readonly id: string;
  readonly mapperVersion: string;
  /** Fetches a bounded stretch of pages from `cursor` (null: from the start). Repeating a stretch is harmless. */
  fetch(origin: FeedOrigin, cursor: Json, doors: FetchDoors): Promise<Fetched>;
  readPage(name: string, bytes: Uint8Array): PageRows;
  /** @throws JokaError FEED_FIELD_* naming the field */
  readRow(row: RawObject, place: string): OfferDraft;
  /** The id of a row that may be otherwise unreadable. */
  idOf(row: RawObject): string | null;
  /** How many rows the page says it holds; null when it does not say. */
  rowsPromised(contentRange: string | null): number | null;
};
