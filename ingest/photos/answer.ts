import type { PhotoCorrection, PhotoDraft } from '../../game/photo.ts';
import { TRUSTED_READING } from '../../game/photo.ts';
import { distance, slips } from './understand/distance.ts';
import { exactEmail } from './understand/email.ts';
import { closeUp, fold } from './understand/fold.ts';
import { frenchNumber } from './understand/phone.ts';
import { TRADES } from './understand/trades.ts';

const digits = (text: string): string => text.replaceAll(/[^\d+]/g, '');

/** A typed contact made exact, or null when it is not one. */
export const typedPhone = (text: string | null): string | null =>
  text === null ? null : frenchNumber(digits(text));
export const typedEmail = (text: string | null): string | null =>
  text === null ? null : exactEmail(text.replaceAll(/\s/g, ''));

/** What the draft itself would answer; null when it names no trade or contract to publish. */
export const answerOfDraft = (draft: PhotoDraft): PhotoCorrection | null => {
  if (draft.verdict !== 'vacancy' || !draft.title) return null;
  return {
    isVacancy: true,
    title: draft.title.value,
    rome: draft.trades[0]?.rome ?? null,
    contract: draft.contract?.value ?? 'other',
    apply: draft.apply?.value ?? 'in_person',
    employer: draft.employer?.value ?? null,
    hours: draft.hours?.value ?? null,
    salary: draft.salary?.value ?? null,
    address: draft.address?.value ?? null,
    phone: draft.phone?.value ?? null,
    email: draft.email?.value ?? null,
  };
};

const words = (text: string): string[] => fold(text).match(/[a-z0-9]+/g) ?? [];

/** The same letters in the same order, with gaps in other places: `D'ENTRE TIEN` for `D'ENTRETIEN`. */
const inOneRun = (typed: readonly string[], read: readonly string[]): boolean => {
  const letters = typed.join('');
  return letters.length >= 5 && read.join('').includes(letters);
};

/** Is a typed text made of words that were read, but for a slip each? A blank field says nothing and is always fine. */
const fromPoster = (typed: string | null, read: readonly string[]): boolean =>
  inOneRun(words(typed ?? ''), read) ||
  words(typed ?? '').every((word) => {
    const limit = slips(word.length);
    return read.some((other) => other === word || (limit > 0 && distance(word, other, limit) <= limit));
  });

const isTradeLabel = (title: string): boolean => TRADES.some(({ label }) => label === title);

/**
 * Reasons for which a reviewer looks before the offer is published; none for a surely read, printed, unremarkable ad
 * that its finder left as it was read. Typed words and contacts are never published unseen.
 */
export const reasonsForReview = (draft: PhotoDraft, answer: PhotoCorrection, hasPlace: boolean): string[] => {
  const reasons: string[] = [];
  if (draft.verdict !== 'vacancy') reasons.push('not_read_as_vacancy');
  if (draft.handwritten) reasons.push('handwritten');
  if (draft.confidence < TRUSTED_READING) reasons.push('low_confidence');
  if (!hasPlace) reasons.push('no_place');
  reasons.push(...draft.flags);
  const read = draft.lines.flatMap(({ text }) => words(closeUp(text)));
  if (!isTradeLabel(answer.title) && !fromPoster(answer.title, read)) reasons.push('typed_title');
  const typed = (['employer', 'hours', 'salary', 'address'] as const).filter(
    (name) => !fromPoster(answer[name], read),
  );
  reasons.push(...typed.map((name) => `typed_${name}`));
  const phone = typedPhone(answer.phone);
  if (phone !== null && phone !== draft.phone?.value) reasons.push('typed_phone');
  const email = typedEmail(answer.email);
  if (email !== null && email !== draft.email?.value) reasons.push('typed_email');
  return reasons;
};

/** Reasons that concern how surely it was read, or a contact, which is then left out. */
const HARMLESS = ['handwritten', 'low_confidence', 'typed_phone', 'typed_email'];

/**
 * May an ad that no reviewer looked at in time be shown without its contact? Only what was read as a vacancy, has a
 * place, no sign of fraud or discrimination, and no word that its finder typed.
 */
export const cleanUnseen = (draft: PhotoDraft, answer: PhotoCorrection, hasPlace: boolean): boolean =>
  reasonsForReview(draft, answer, hasPlace).every((reason) => HARMLESS.includes(reason));
