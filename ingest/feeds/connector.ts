import type { Json } from '../../infra/pipeline.ts';
import type { OfferDraft } from '../offers/draft.ts';
import type { HttpDoor } from '../../infra/outbound/door.ts';
import type { Mapping } from './mapped/mapping.ts';
import type { FeedItem } from './page-rows.ts';
import type { RawObject } from './row-reader.ts';

/** What a run reads: kept in feed_runs.origin, so never a secret. */
export type FeedOrigin = {
  readonly connector: string;
  /** A folder of recorded pages or files, absolute. */
  readonly dir?: string;
  /** One file, absolute. */
  readonly file?: string;
  /** A file already kept: its object and the name it came with. */
  readonly object?: { readonly key: string; readonly name: string };
  /** The base address of the source's API, or the address of its file or sitemap. */
  readonly url?: string;
  readonly tokenUrl?: string;
  /** Department codes to sweep one by one; none: the whole source at once. */
  readonly departments?: readonly string[];
  /** Share of vanished offers that holds the run, 0-1. */
  readonly holdAbove?: number;
  /** `fast` reads only what was created since `since` and withdraws nothing; default `full`. */
  readonly mode?: 'fast' | 'full';
  /** ISO 8601 instant, of a fast run. */
  readonly since?: string;
  /** Of the connector `mapped`: the mapping as it was when the run was asked for. */
  readonly mapping?: Mapping;
  /** What was given holds every offer of the source, so that what is absent may be withdrawn. Default true for files. */
  readonly all?: boolean;
  /** Only offers of this territory are taken from the file. */
  readonly territory?: string;
  /** The kept pages of an earlier run, read again. */
  readonly replay?: string;
};

/** One page as the source sent it. `contentRange` in the source's own words, null when it gave none. */
export type FetchedPage = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentRange: string | null;
  readonly contentType?: string | null;
};

/** A document of any length, kept part by part as it comes. */
export type FetchedDocument = {
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly contentType: string | null;
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
  /** Keeps a long document in constant memory; answers its bytes. */
  keepDocument(document: FetchedDocument): Promise<number>;
  readonly credentials: Credentials | null;
  /** Key of an API that takes one; null when none is configured. */
  readonly apiKey: string | null;
  readonly http: HttpDoor;
  /** Milliseconds since 1970, UTC. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Instant the run was asked for, ISO 8601. */
  readonly startedAt: string;
};

/** A kept document: a page, or a file of any length. */
export type FeedDocument = {
  readonly name: string;
  /** As the server said it, charset included; null when nobody said. */
  readonly contentType: string | null;
  /** Its bytes from the first one on, at each call. */
  chunks(): AsyncIterable<Uint8Array>;
};

/** How one kind of feed is fetched, cut into rows and put in our words. One folder each. */
export type Connector = {
  readonly id: string;
  readonly mapperVersion: string;
  /** Fetches a bounded stretch of pages from `cursor` (null: from the start). Repeating a stretch is harmless. */
  fetch(origin: FeedOrigin, cursor: Json, doors: FetchDoors): Promise<Fetched>;
  /** The rows of a document in order, in bounded memory; the same document always gives the same items. */
  read(document: FeedDocument): AsyncIterable<readonly FeedItem[]>;
  /**
   * The offers of a row: one, or one per place.
   * @throws JokaError FEED_FIELD_* naming the field
   */
  readRow(row: RawObject, place: string): readonly OfferDraft[];
  /** The id of a row that may be otherwise unreadable; ids of further places of it begin with it and `@`. */
  idOf(row: RawObject): string | null;
  /** How many rows the page says it holds; null when it does not say. */
  rowsPromised(contentRange: string | null): number | null;
  /**
   * Those of these ids that the source itself says are gone. Absent where a source cannot be asked; then a complete
   * sweep alone decides.
   */
  confirmGone?(origin: FeedOrigin, ids: readonly string[], doors: FetchDoors): Promise<readonly string[]>;
};
