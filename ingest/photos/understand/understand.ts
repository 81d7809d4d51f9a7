import type { PhotoDraft, PhotoField, PhotoLine } from '../../../game/photo.ts';
import { findAddress } from './address.ts';
import { findDate } from './date.ts';
import { findEmails } from './email.ts';
import { findEmployer } from './employer.ts';
import { distinct, findWords } from './find-word.ts';
import { findHours } from './hours.ts';
import { APPLY_WORDS, CONDITION_WORDS, CONTRACT_WORDS, FLAG_WORDS } from './lexicon.ts';
import { adLines, type AdLine } from './lines.ts';
import { findPhones } from './phone.ts';
import { findSalary } from './salary.ts';
import { findTrades } from './title.ts';
import { judge } from './verdict.ts';

/** Printed text is read surer than this; handwriting seldom is. */
const PRINTED = 0.8;

const meanConfidence = (lines: readonly AdLine[]): number => {
  let [sum, letters] = [0, 0];
  for (const { text, confidence } of lines) {
    sum += confidence * text.length;
    letters += text.length;
  }
  return letters === 0 ? 0 : sum / letters;
};

const applyOf = (
  lines: readonly AdLine[],
  phone: PhotoField<string> | null,
  email: PhotoField<string> | null,
): PhotoDraft['apply'] => {
  if (phone) return { ...phone, value: 'phone' };
  if (email) return { ...email, value: 'email' };
  return findWords(lines, APPLY_WORDS)[0] ?? null;
};

/**
 * What a read ad says, as a draft to be corrected. Pure. Fields carry the line they came from; a phone number or an
 * e-mail is exact or absent. Nothing read gives an empty draft, which three taps can still make an offer.
 */
export const understand = (read: readonly PhotoLine[]): PhotoDraft => {
  const lines = adLines(read);
  const { title, trades } = findTrades(lines);
  const contract = findWords(lines, CONTRACT_WORDS)[0] ?? null;
  const hours = findHours(lines);
  const { phones, premium } = findPhones(lines);
  const phone = phones[0] ?? null;
  const email = findEmails(lines)[0] ?? null;
  const address = findAddress(lines);
  const salary = findSalary(lines);
  const date = findDate(lines);
  const taken = [title, contract, hours, phone, email, address, salary, date].flatMap((f) =>
    f ? [f.line] : [],
  );
  const { verdict, reasons } = judge(lines, {
    trade: title !== null,
    contract: contract !== null,
    hours: hours !== null,
  });
  const mean = meanConfidence(lines);
  const flags = distinct(findWords(lines, FLAG_WORDS)).map(({ value }) => value);
  return {
    verdict,
    reasons,
    confidence: verdict === 'vacancy' ? Math.min(mean, title?.confidence ?? 0.5) : mean / 2,
    handwritten: mean < PRINTED,
    flags: premium ? [...flags, 'premium_number'] : flags,
    lines: [...read],
    title,
    trades,
    contract,
    hours,
    employer: findEmployer(lines, new Set(taken)),
    phone,
    email,
    address,
    salary,
    date,
    conditions: distinct(findWords(lines, CONDITION_WORDS)),
    apply: applyOf(lines, phone, email),
  };
};
