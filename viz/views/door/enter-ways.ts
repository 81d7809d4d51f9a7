import type {
  enterAlone,
  enterByCard,
  enterByLink,
  enterByPassphrase,
  enterByRally,
  enterByRecovery,
} from '../../../api/contract/enter.ts';
import { write } from '../../data/client.ts';
import { enterByPasskey } from '../../data/passkeys.ts';
import { textOf } from '../../parts/form-text.ts';

export const WAYS = ['card', 'rally', 'passphrase', 'passkey', 'recovery', 'alone', 'link'] as const;
export type Way = (typeof WAYS)[number];

/** How one comes back: by a phrase one chose, or by the phone's own lock. */
export type Secret = 'passphrase' | 'passkey';

const ageOf = (form: FormData) => (textOf(form, 'ageBand') === '16-17' ? '16-17' : '18-25');
const phraseOf = (form: FormData) =>
  textOf(form, 'secret') === 'passkey' ? null : textOf(form, 'passphrase');

/** Sends the form of one way in. */
export const SEND = {
  card: (form: FormData) =>
    write<typeof enterByCard>('POST', '/enter/card', {
      body: { code: textOf(form, 'code'), nickname: textOf(form, 'nickname') },
    }),
  rally: (form: FormData) =>
    write<typeof enterByRally>('POST', '/enter/rally', {
      body: {
        code: textOf(form, 'code'),
        nickname: textOf(form, 'nickname'),
        passphrase: phraseOf(form),
        ageBand: ageOf(form),
      },
    }),
  passphrase: (form: FormData) =>
    write<typeof enterByPassphrase>('POST', '/enter/passphrase', {
      body: { nickname: textOf(form, 'nickname'), passphrase: textOf(form, 'passphrase') },
    }),
  passkey: () => enterByPasskey(),
  recovery: (form: FormData) =>
    write<typeof enterByRecovery>('POST', '/enter/recovery', { body: { code: textOf(form, 'code') } }),
  link: (form: FormData) =>
    write<typeof enterByLink>('POST', '/enter/link', {
      body: {
        code: textOf(form, 'code'),
        nickname: textOf(form, 'nickname'),
        passphrase: textOf(form, 'passphrase'),
      },
    }),
  alone: (form: FormData) =>
    write<typeof enterAlone>('POST', '/enter/alone', {
      body: {
        nickname: textOf(form, 'nickname'),
        passphrase: phraseOf(form),
        ageBand: ageOf(form),
        territory: textOf(form, 'territory'),
      },
    }),
} as const;
