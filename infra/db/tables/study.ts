import type { Json } from '../../pipeline.ts';
import type { Generated, Instant, Int8, JsonColumn } from './column.ts';

/** Staging, manifest of the lake, runs and published tables, by study pseudonym: migration 006. */
export type StudyTables = {
  'study.staging': {
    id: Generated<Int8>;
    lake_table:
      'fixes' | 'stays' | 'trips' | 'encounters' | 'interactions' | 'offers' | 'offer_events' | 'outcomes';
    person: string | null;
    territory: string;
    at: Instant;
    row: JsonColumn<Json>;
  };
  /** Migration 020. */
  'study.loggers': { device: string };
  /** Migration 076. */
  'study.logger_weeks': { person: string; week: string; rg_km: number; at: Instant };
  'study.partitions': { lake_table: string; week: string; bits: Generated<number> };
  'study.lake_files': {
    id: Generated<Int8>;
    lake_table: string;
    week: string;
    bucket: number;
    object_key: string;
    sha256: string;
    rows: Int8;
    bytes: Int8;
    schema_version: number;
    created_at: Generated<Instant>;
  };
  'study.runs': {
    id: Generated<string>;
    kind: string;
    territory: string;
    week: string | null;
    parameters: JsonColumn<Json>;
    inputs: Generated<JsonColumn<Json>>;
    outputs: Generated<JsonColumn<Json>>;
    rows: Generated<JsonColumn<Json>>;
    status: Generated<'running' | 'done' | 'failed'>;
    started_at: Generated<Instant>;
    finished_at: Instant | null;
    /** Migration 020. */
    saved: Generated<Int8>;
  };
  'study.published': {
    territory: string;
    week: string;
    table_name: string;
    row_key: string;
    measure: string;
    value: number | null;
    n: number | null;
    low: number | null;
    high: number | null;
    masked: boolean;
    missing: number | null;
    published_at: Generated<Instant>;
  };
};
