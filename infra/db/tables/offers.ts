import type { Json } from '../../pipeline.ts';
import type { Generated, Instant, Int8, JsonColumn } from './column.ts';

type Origin = 'public' | 'partner' | 'photo' | 'recruiter';

/** Territories, sources, feed runs, offers and their contacts: migration 004. */
export type OfferTables = {
  'offers.territories': {
    code: string;
    name: string;
    zone: Generated<string>;
    communes: string[];
    bounds: number[];
    reference: string | null;
    invented: Generated<boolean>;
  };
  'offers.sources': {
    id: string;
    name: string;
    origin: Origin;
    licence: string;
    attribution: string;
    verified: Generated<boolean>;
  };
  'offers.feed_runs': {
    id: Generated<string>;
    source: string;
    origin: JsonColumn<Json>;
    mapper_version: string;
    status: Generated<'running' | 'done' | 'held' | 'failed'>;
    complete: boolean | null;
    seen: Generated<number>;
    created: Generated<number>;
    updated: Generated<number>;
    unchanged: Generated<number>;
    withdrawn: Generated<number>;
    quarantined: Generated<number>;
    held_reason: string | null;
    started_at: Generated<Instant>;
    finished_at: Instant | null;
  };
  'offers.raw_pages': {
    run: string;
    page: number;
    name: string;
    object_key: string;
    content_range: string | null;
    processed_at: Instant | null;
  };
  'offers.offers': {
    id: Generated<string>;
    source: string;
    external_id: string;
    origin: Origin;
    title: string;
    description: string | null;
    employer: string | null;
    contract: string;
    rome: string | null;
    trade_label: string | null;
    hours: string | null;
    salary: string | null;
    beginner: boolean | null;
    precision: 'door' | 'street' | 'photo' | 'commune' | 'postcode' | 'department' | 'region' | 'none';
    lat: number | null;
    lng: number | null;
    cell: string | null;
    place_label: string | null;
    commune: string | null;
    department: string | null;
    territory: string | null;
    url: string | null;
    licence: string;
    attribution: string;
    retrieved_at: Instant;
    created_at: Instant;
    updated_at: Instant;
    state: Generated<'open' | 'withdrawn' | 'expired'>;
    content_sha256: string;
    flags: Generated<string[]>;
    last_seen_run: string | null;
    duplicate_of: string | null;
    twin_key: string | null;
  };
  'offers.offer_history': {
    id: Generated<Int8>;
    offer: string;
    at: Generated<Instant>;
    change: 'created' | 'updated' | 'withdrawn' | 'returned' | 'expired';
    run: string | null;
    reason: string | null;
  };
  'offers.added_communes': {
    code: string;
    name: string;
    department: string;
    postal_codes: Generated<string[]>;
    bounds: number[];
  };
  'offers.contacts': {
    offer: string;
    phone: string | null;
    email: string | null;
    person: string | null;
    expires_at: Instant;
  };
};
