import type { Json } from '../../pipeline.ts';
import type { Day, Generated, Instant, Int8, JsonColumn } from './column.ts';

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
    screened: Generated<boolean>;
    feed: JsonColumn<Json> | null;
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
    part: Generated<number>;
    content_type: string | null;
    items_read: Generated<number>;
    whole: boolean | null;
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
    state: Generated<'open' | 'withdrawn' | 'expired' | 'held'>;
    content_sha256: string;
    flags: Generated<string[]>;
    last_seen_run: string | null;
    duplicate_of: string | null;
    twin_key: string | null;
    kind: string | null;
    duration: number | null;
    duration_unit: string | null;
    salary_min: number | null;
    salary_max: number | null;
    salary_unit: string | null;
    weekly_hours: number | null;
    part_time: boolean | null;
    start_date: Day | null;
    expires_at: Instant | null;
    minors: boolean | null;
    remote: string | null;
    experience: string | null;
    experience_months: number | null;
    diploma_level: number | null;
    diploma: string | null;
    driving_licence: string | null;
    vehicle: string | null;
    night: boolean | null;
    sunday: boolean | null;
    accessible: boolean | null;
    posts: number | null;
    publisher: string | null;
    siret: string | null;
    links: Generated<string[]>;
    rome_score: number | null;
    rome_parent: string | null;
    around: Generated<string[]>;
    published_from: Generated<'source' | 'first-seen' | 'photo'>;
    raised: Generated<JsonColumn<Json>>;
    cleared: Generated<string[]>;
    row_sha256: string | null;
    campaign: string | null;
  };
  'offers.sightings': { offer: string; mark: string; day: Day };
  'offers.tombstones': {
    offer: string;
    territory: string | null;
    lat: number | null;
    lng: number | null;
    title: string;
    employer: string | null;
    description: string | null;
    phone_sha256: string | null;
    asked_at: Instant;
    decision: 'kept' | 'restored' | null;
    decided_at: Instant | null;
  };
  'offers.merges': {
    id: Generated<string>;
    one: string;
    two: string;
    relation: 'duplicate' | 'review' | 'repost';
    decision: 'accepted' | 'undone' | null;
    bits: number;
    probability: number;
    evidence: JsonColumn<Json>;
    found_at: Instant;
    decided_at: Instant | null;
  };
  'offers.merge_lines': {
    id: string;
    relation: 'duplicate' | 'review' | 'repost';
    decision: 'accepted' | 'undone' | null;
    probability: number;
    evidence: JsonColumn<Json>;
    found_at: Instant;
    one: string;
    one_source: string;
    one_title: string;
    one_employer: string | null;
    one_place: string | null;
    one_url: string | null;
    one_hidden: boolean;
    two: string;
    two_source: string;
    two_title: string;
    two_employer: string | null;
    two_place: string | null;
    two_url: string | null;
    two_hidden: boolean;
  };
  'offers.reference_files': {
    kind: 'boundaries' | 'centres' | 'postal-codes' | 'merged' | 'sirene' | 'trade-codes' | 'trade-names';
    part: string;
    vintage: string;
    sha256: string;
    rows: number;
    refused: number;
    loaded_at: Instant;
  };
  'offers.commune_shapes': { code: string; part: string; bounds: number[]; polygons: JsonColumn<Json> };
  'offers.commune_centres': { code: string; part: string; lat: number; lng: number };
  'offers.commune_postal_codes': { code: string; postal_code: string; part: string };
  'offers.commune_mergers': { code: string; into_code: string; name: string | null; part: string };
  'offers.establishments': {
    siret: string;
    part: string;
    commune: string;
    names: string[];
    address: string | null;
    lat: number | null;
    lng: number | null;
  };
  'offers.trade_codes': { code: string; parent: string; label: string };
  'offers.trade_names': { name: string; code: string };
  'offers.offer_history': {
    id: Generated<Int8>;
    offer: string;
    at: Generated<Instant>;
    change:
      | 'created'
      | 'updated'
      | 'withdrawn'
      | 'returned'
      | 'expired'
      | 'held'
      | 'released'
      | 'merged'
      | 'parted';
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
