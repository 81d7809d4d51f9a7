import type { Kysely } from 'kysely';
import type { Tables } from '../infra/db/tables.ts';
import type { Clock } from '../infra/clock.ts';
import type { Database } from '../infra/db/database.ts';
import type { Log } from '../infra/log.ts';
import type { ObjectStore } from '../infra/object-store/object-store.ts';
import type { Sender } from '../ingest/traces/accept.ts';
import type { BatchAnswer, RawBatch } from '../ingest/traces/batch.ts';
import type { LoggerPart } from '../ingest/traces/import-logger.ts';
import type { PhotoGate } from '../ingest/photos/gate/gate.ts';
import type { FileDoor } from '../ingest/feeds/file-door.ts';
import type { LabDoor } from './lab-door.ts';

/** What the instance shows and believes, decided by configuration. */
export type WebConfig = {
  /** Origin people reach it at (`https://joka.example.org`), else the request's own host counts. */
  readonly publicUrl: string | null;
  readonly https: boolean;
  /** Proxies whose X-Forwarded-* headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Directory of the built page; null serves the API alone. */
  readonly webRoot: string | null;
  /** PMTiles file to serve at `/map/tiles.pmtiles`; null without one. */
  readonly pmtiles: string | null;
  readonly map: { readonly kind: 'plan' | 'pmtiles' | 'style'; readonly url: string | null };
  /** Host the page may ask for map tiles besides this one. */
  readonly foreignHost: string | null;
  readonly version: string;
};

/** How much one client and all together may ask. */
export type Limits = {
  /** Requests of one route per minute and address: a class of thirty phones shares one address. */
  readonly perMinute: number;
  /** Files of the page per minute and address; each phone asks for some forty when it comes. */
  readonly filesPerMinute: number;
  /** Attempts to enter per minute and address. */
  readonly entersPerMinute: number;
  /** Answers 503 when the process is late or short of memory. */
  readonly pressure: boolean;
};

export const DEFAULT_LIMITS: Limits = {
  perMinute: 600,
  filesPerMinute: 6000,
  entersPerMinute: 60,
  pressure: true,
};
/** For the invented town's people, who all come from this machine at once. */
export const NO_LIMITS: Limits = {
  perMinute: 1e9,
  filesPerMinute: 1e9,
  entersPerMinute: 1e9,
  pressure: false,
};

/** Everything the API is made with. It opens no door itself. */
export type AppDeps = {
  readonly db: Database;
  readonly store: ObjectStore;
  readonly clock: Clock;
  /** Lets pictures in; decodes in a child process. */
  readonly gate: PhotoGate;
  readonly lab: LabDoor;
  /** Tables of offers that people bring. */
  readonly files: FileDoor;
  /** Acknowledges a batch of positions. */
  /** Asked by /readyz; each throws when what it asks does not answer. */
  readonly probes?: { readonly temporal?: () => Promise<void> };
  /** Takes a part of a person's own logger file into the study, in the caller's transaction. */
  readonly importLogger: (trx: Kysely<Tables>, sender: Sender, part: LoggerPart) => Promise<BatchAnswer>;
  readonly acceptBatch: (sender: Sender, batch: RawBatch) => Promise<BatchAnswer>;
  /** Name of a real commune by INSEE code. */
  readonly communeName: (code: string) => string | null;
  readonly config: WebConfig;
  /** Certificate and key, to serve https without a proxy; null for http. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  readonly limits: Limits;
  readonly log: Log;
};
