import { describe, expect, it } from 'vitest';
import { TABLE_CATALOGUE } from '../../infra/db/catalogue.ts';
import { HELD } from './everything.ts';

/** Tables that speak of a person and are not in the person's own export, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'game.mutations': 'answers already given, kept to give them again',
  'idp.mutations': 'the same',
  'study.mutations': 'the same',
  'vault.mutations': 'the same',
  'game.devices': 'numbers of phones, which the batches show',
  'game.meeting_codes': 'hashes that live an hour',
  'idp.credentials': 'hash of the passphrase',
  'idp.recovery_codes': 'hash of the recovery code',
  'idp.verifications': 'not used: there is no e-mail',
  'idp.challenges': 'hashes that live five minutes',
  'vault.link': 'joins the pseudonyms, which the export must not',
  'vault.alters': 'the same, for the others of a tie',
  'vault.consents_now': 'a view of vault.consents',
  'vault.erasures': 'hashes of those who are gone',
  'study.loggers': 'numbers of devices, which the batches show',
  'study.exports': 'a log of what staff asked for',
};

describe('the export of a person', () => {
  it('holds every table that speaks of persons, or says why not', () => {
    const personal = Object.entries(TABLE_CATALOGUE)
      .filter(([, { columns }]) =>
        Object.values(columns).some((one) => /^personal\((idp|game|study|vault)\)$/.test(one)),
      )
      .map(([table]) => table);
    const known = new Set([...HELD.map(({ table }) => table), ...Object.keys(LEFT_OUT)]);
    expect(personal.filter((table) => !known.has(table))).toEqual([]);
    expect([...known].filter((table) => !(table in TABLE_CATALOGUE))).toEqual([]);
  });
});
