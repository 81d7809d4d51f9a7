import type { Contract } from './offer.ts';

/** Where a photographed ad stands, in the order it may go through. The last four are final. */
export const PHOTO_STATES = [
  'received',
  'read',
  'confirmed',
  'review',
  'published',
  'duplicate',
  'rejected',
  'failed',
] as const;
export type PhotoState = (typeof PHOTO_STATES)[number];

/** How the ad asks to be answered. */
export const APPLY_WAYS = ['in_person', 'phone', 'email', 'cv', 'site'] as const;
export type ApplyWay = (typeof APPLY_WAYS)[number];

/** What the text is about: a vacancy, something else (sale, menu, lost cat), or too little was read to say. */
export const PHOTO_VERDICTS = ['vacancy', 'other', 'unread'] as const;
export type PhotoVerdict = (typeof PHOTO_VERDICTS)[number];

/** A rectangle on the upright picture; all four between 0 and 1, origin at the top left. */
export type PhotoBox = { x: number; y: number; width: number; height: number };

/** One line of text as read. `confidence` from 0 to 1; `angle` in degrees, positive clockwise. */
export type PhotoLine = { text: string; confidence: number; box: PhotoBox; angle: number };

/** A value found in the text, how sure (0 to 1), and the index in `lines` of the line that shows it. */
export type PhotoField<T> = { value: T; confidence: number; line: number };

/** A trade the ad may be about; `rome` is a ROME code of five characters. */
export type PhotoTrade = { rome: string; label: string; confidence: number };

/** What was understood of one photo. A field is null when it was not found, or not exact enough to be shown. */
export type PhotoDraft = {
  verdict: PhotoVerdict;
  /** Words that decided the verdict, by rule: `recruits:recrute`, `sale:soldes`. */
  reasons: string[];
  /** How sure the whole reading is, 0 to 1: below `TRUSTED_READING` a reviewer looks before it is published. */
  confidence: number;
  /** Looks hand-written, or was read too badly to be told apart from it. */
  handwritten: boolean;
  /** Wordings that need a reviewer: `discrimination`, `fee_asked`, `premium_number`. */
  flags: string[];
  lines: PhotoLine[];
  title: PhotoField<string> | null;
  trades: PhotoTrade[];
  contract: PhotoField<Contract> | null;
  hours: PhotoField<string> | null;
  employer: PhotoField<string> | null;
  /** Ten digits in pairs, `03 21 45 67 89`. */
  phone: PhotoField<string> | null;
  email: PhotoField<string> | null;
  address: PhotoField<string> | null;
  salary: PhotoField<string> | null;
  date: PhotoField<string> | null;
  conditions: PhotoField<string>[];
  apply: PhotoField<ApplyWay> | null;
};

/** What the finder or a reviewer says the ad is. The smallest answer is three taps: trade, contract, how to apply. */
export type PhotoCorrection = {
  isVacancy: boolean;
  title: string;
  rome: string | null;
  contract: Contract;
  apply: ApplyWay;
  employer: string | null;
  hours: string | null;
  salary: string | null;
  address: string | null;
  phone: string | null;
  email: string | null;
};

/** Signals a photo waits for. `confirmed`: the finder answered; `reviewed`: `{ accept: boolean }` of a reviewer. */
export const PHOTO_SIGNALS = ['confirmed', 'reviewed'] as const;
export type PhotoSignal = (typeof PHOTO_SIGNALS)[number];

/** A reading below this confidence is published by a reviewer only. */
export const TRUSTED_READING = 0.7;
