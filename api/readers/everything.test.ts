import { describe, expect, it } from 'vitest';
import { PERSONAL_LAKE_TABLES } from '../../analytics/export/person-rows.ts';
import { OBJECT_CATALOGUE, TABLE_CATALOGUE } from '../../infra/db/catalogue.ts';
import { LAKE_SCHEMAS } from '../../infra/lake/schema.ts';
import { HELD } from './held.ts';

/** Tables that speak of a person and are not in the person's own export, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'game.mutations': 'answers already given, kept to give them again',
  'idp.mutations': 'the same',
  'ops.mutations': 'the same',
  'study.mutations': 'the same',
  'vault.mutations': 'the same',
  'game.meeting_codes': 'hashes that live an hour',
  'idp.recovery_codes': 'hash of the recovery code',
  'idp.verifications': 'not used: there is no e-mail',
  'idp.challenges': 'hashes that live five minutes',
  'vault.link': 'joins the pseudonyms, which the export must not',
  'vault.alters': 'the same, for the others of a tie',
  'vault.consents_now': 'a view of vault.consents',
  'study.loggers': 'numbers of devices, which game.devices shows',
  'ops.outbox': 'that work is to be done about a row, which is shown itself',
  'ops.pipeline_runs': 'the same',
  'ops.signals': 'the same',
  'ops.quarantine': 'the same, about a row that could not be taken in',
  'offers.contacts': 'contacts of employers, not of the person',
  'offers.tombstones': 'ads that shops asked to hide',
};

const isPersonal = (sensitivity: string): boolean => sensitivity.startsWith('personal');

describe('the export of a person', () => {
  it('holds every table that speaks of persons, or says why not', () => {
    const personal = Object.entries(TABLE_CATALOGUE)
      .filter(([, { columns }]) => Object.values(columns).some(isPersonal))
      .map(([table]) => table);
    const known = new Set([...HELD.map(({ table }) => table), ...Object.keys(LEFT_OUT)]);
    expect(personal.filter((table) => !known.has(table))).toEqual([]);
    expect([...known].filter((table) => !(table in TABLE_CATALOGUE))).toEqual([]);
    expect(HELD.filter(({ table }) => table in LEFT_OUT)).toEqual([]);
  });

  it('gives every personal column of those tables, or says why not, and no secret', () => {
    for (const { table, leave = {} } of HELD) {
      const columns: Readonly<Record<string, string>> = TABLE_CATALOGUE[table]?.columns ?? {};
      const secrets = Object.keys(columns).filter((name) => columns[name] === 'secret');
      expect(
        secrets.filter((name) => !(name in leave)),
        table,
      ).toEqual([]);
      expect(
        Object.keys(leave).filter((name) => !(name in columns)),
        table,
      ).toEqual([]);
    }
    const silent = HELD.flatMap(({ table, leave = {} }) =>
      Object.keys(leave)
        .filter((name) => isPersonal(TABLE_CATALOGUE[table]?.columns[name] ?? ''))
        .map((name) => `${table}.${name}`),
    );
    // Pseudonyms of the study, another person's name, a hash: nothing else that is personal is left out.
    expect(silent.toSorted()).toEqual([
      'game.batches.body_sha256',
      'game.interactions.other',
      'study.logger_weeks.person',
      'study.staging.person',
    ]);
  });

  it('holds every table of the lake that has rows of persons, and every prefix of objects', () => {
    const open = Object.entries(LAKE_SCHEMAS)
      .filter(([, { columns }]) => columns.every(({ sensitivity }) => sensitivity === 'none'))
      .map(([table]) => table);
    expect([...PERSONAL_LAKE_TABLES, ...open].toSorted()).toEqual(Object.keys(LAKE_SCHEMAS).toSorted());
    const about: Readonly<Record<string, string>> = {
      photos: 'the part "pictures"',
      lake: 'the parts "lake.*"',
      runs: 'the parts "results.*"',
      parts: 'what one step of a computation passes to the next, for minutes',
      raw: 'pages of feeds, which may name contacts of employers',
    };
    const personal = Object.entries(OBJECT_CATALOGUE).filter(([, { sensitivity }]) =>
      isPersonal(sensitivity),
    );
    expect(personal.map(([prefix]) => prefix).filter((prefix) => !(prefix in about))).toEqual([]);
  });
});
