import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Role } from '../db/database.ts';

/** One kind of row that is kept for a while and then deleted. */
export type RetentionRule = {
  readonly table: string;
  readonly role: Role;
  /** Days after the instant that `since` names. */
  readonly days: number;
  /** The instant the days are counted from, in words. */
  readonly since: string;
  /** Rows for which this holds go; `t` is the table. */
  readonly gone: (before: Date) => RawBuilder<boolean>;
};

const at = (before: Date) => sql`${before}::timestamptz`;

/** Who comes back later than a phone's session lasts is asked to enter again; nothing older can be repeated. */
const SESSION_DAYS = 180;

const mutations = (role: 'idp' | 'game' | 'study' | 'vault' | 'ops'): RetentionRule => ({
  table: `${role}.mutations`,
  role,
  days: SESSION_DAYS,
  since: 'the write was answered',
  gone: (before) => sql`t.at <= ${at(before)}`,
});

/**
 * Everything that is deleted because its time is over. `docs/privacy.md` is generated from this list; positions of
 * play (72 hours) have a purge of their own, each hour, and persons the work of kind `erase`.
 */
export const RETENTION: readonly RetentionRule[] = [
  {
    table: 'idp.sessions',
    role: 'idp',
    days: 0,
    since: 'it expired',
    gone: (before) => sql`t.expires_at <= ${at(before)}`,
  },
  {
    table: 'idp.challenges',
    role: 'idp',
    days: 0,
    since: 'it expired, five minutes after it was asked',
    gone: (before) => sql`t.expires_at <= ${at(before)}`,
  },
  {
    table: 'idp.verifications',
    role: 'idp',
    days: 0,
    since: 'it expired',
    gone: (before) => sql`t.expires_at <= ${at(before)}`,
  },
  {
    table: 'idp.tries',
    role: 'idp',
    days: 1,
    since: 'the last failed try',
    gone: (before) => sql`greatest(t.since, t.blocked_until) <= ${at(before)}`,
  },
  {
    table: 'idp.invitations',
    role: 'idp',
    days: 30,
    since: 'it was used or expired',
    gone: (before) => sql`least(t.used_at, t.expires_at) <= ${at(before)}`,
  },
  {
    table: 'idp.rally_codes',
    role: 'idp',
    days: 30,
    since: 'it was ended or expired',
    gone: (before) => sql`least(t.revoked_at, t.expires_at) <= ${at(before)}`,
  },
  {
    table: 'idp.erased_sessions',
    role: 'idp',
    days: SESSION_DAYS,
    since: 'the erasure: no cookie lives longer',
    gone: (before) => sql`t.at <= ${at(before)}`,
  },
  {
    table: 'game.meeting_codes',
    role: 'game',
    days: 0,
    since: 'it expired, an hour after it was shown',
    gone: (before) => sql`t.until <= ${at(before)}`,
  },
  {
    table: 'offers.contacts',
    role: 'offers',
    days: 0,
    since: 'it expired, 30 days after its ad was last seen',
    gone: (before) => sql`t.expires_at <= ${at(before)}`,
  },
  ...(['idp', 'game', 'study', 'vault', 'ops'] as const).map(mutations),
  {
    table: 'ops.pipeline_runs',
    role: 'ops',
    days: 30,
    since: 'its work was closed',
    gone: (before) =>
      sql`EXISTS (SELECT FROM ops.outbox o WHERE o.id = t.outbox_id AND o.closed_at <= ${at(before)})`,
  },
  {
    table: 'ops.outbox',
    role: 'ops',
    days: 30,
    since: 'it was closed',
    gone: (before) =>
      sql`t.closed_at <= ${at(before)} AND NOT EXISTS (SELECT FROM ops.pipeline_runs r WHERE r.outbox_id = t.id)`,
  },
  {
    table: 'ops.signals',
    role: 'ops',
    days: 30,
    since: 'it was read, or sent to work that is not open',
    gone: (
      before,
    ) => sql`coalesce(t.consumed_at, t.at) <= ${at(before)} AND (t.consumed_at IS NOT NULL OR NOT EXISTS (
      SELECT FROM ops.outbox o WHERE o.kind = t.kind AND o.subject = t.subject AND o.closed_at IS NULL))`,
  },
  {
    table: 'ops.quarantine',
    role: 'ops',
    days: 90,
    since: 'it was released or dropped',
    gone: (before) => sql`t.state IN ('released', 'dropped') AND t.updated_at <= ${at(before)}`,
  },
  {
    table: 'ops.access_log',
    role: 'ops',
    days: 365,
    since: 'the access',
    gone: (before) => sql`t.at <= ${at(before)}`,
  },
];
