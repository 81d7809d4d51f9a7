import type { Migration } from '../db/migrate.ts';

/** The last member of the archive: what it holds, and the hash of every other member. */
export type BackupManifest = {
  format: 1;
  /** Version of Joka, and instant of the snapshot (ISO). */
  version: string;
  takenAt: string;
  /** Applied migrations in order: the schema the rows belong to. */
  migrations: Pick<Migration, 'name' | 'sha256'>[];
  /** Rows by table, every table of every schema of ours. */
  tables: Record<string, number>;
  /** Last values of sequences; null: never used. */
  sequences: Record<string, string | null>;
  objects: number;
  /** SHA-256 of every other member, by name. */
  members: Record<string, string>;
};

export const MANIFEST = 'manifest.json';

/** Schemas a backup holds. The job queue's own tables are not in it: the runner makes them again from the outbox. */
export const SCHEMAS = ['idp', 'game', 'study', 'vault', 'offers', 'ops'] as const;

/** The member that holds page `page` of a table. */
export const pageName = (table: string, page: number): string =>
  `tables/${table}/${String(page).padStart(6, '0')}.jsonl.gz`;

/** The table a member belongs to, or null when it is none. */
export const tableOf = (member: string): string | null =>
  /^tables\/([a-z_]+\.[a-z_]+)\//.exec(member)?.[1] ?? null;

/** The object's key a member holds, or null when it is none. */
export const objectKeyOf = (member: string): string | null =>
  member.startsWith('objects/') ? member.slice('objects/'.length) : null;
