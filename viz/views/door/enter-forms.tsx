import type { FormEvent } from 'react';
import { useState } from 'react';
import type {
  enterAlone,
  enterByCard,
  enterByLink,
  enterByPassphrase,
  enterByRecovery,
} from '../../../api/contract/enter.ts';
import { write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useSession } from '../../data/session.tsx';
import { textOf } from '../../parts/form-text.ts';
import { Field } from '../../parts/field.tsx';
import { Failed } from '../../parts/states.tsx';
import { go } from '../../router.ts';
import { useWords } from '../../words/words.ts';
import { homeOf } from './homes.ts';

const WAYS = ['card', 'passphrase', 'recovery', 'alone', 'link'] as const;
type Way = (typeof WAYS)[number];

/** A card's or link's code that came with the address; an empty code when none did. */
export type Given = { way: 'card' | 'link'; code: string };

type Props = {
  aloneAllowed: boolean;
  given: Given;
  entered: (recoveryCode: string | null, to: string) => void;
};

const SEND = {
  card: (form: FormData) =>
    write<typeof enterByCard>('POST', '/enter/card', {
      body: { code: textOf(form, 'code'), nickname: textOf(form, 'nickname') },
    }),
  passphrase: (form: FormData) =>
    write<typeof enterByPassphrase>('POST', '/enter/passphrase', {
      body: { nickname: textOf(form, 'nickname'), passphrase: textOf(form, 'passphrase') },
    }),
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
        passphrase: textOf(form, 'passphrase'),
        ageBand: textOf(form, 'ageBand') === '16-17' ? '16-17' : '18-25',
        territory: textOf(form, 'territory'),
      },
    }),
};

/** The ways in that need no demo: card, nickname and passphrase, recovery, alone where allowed, staff link. */
export const EnterForms = ({ aloneAllowed, given, entered }: Props) => {
  const { w } = useWords();
  const { instance } = useSession();
  const [way, setWay] = useState<Way>(given.way);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      const answer = await SEND[way](new FormData(event.currentTarget));
      const to = homeOf(answer.role);
      entered(answer.recoveryCode, to);
      if (answer.recoveryCode === null) go(to);
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  const has = (...ways: Way[]) => ways.includes(way);
  return (
    <form className="card stack" onSubmit={(event) => void submit(event)} key={way}>
      <Field label={w('door.way')}>
        {(ids) => (
          <select {...ids} value={way} onChange={(event) => setWay(event.target.value as Way)}>
            {WAYS.filter((each) => each !== 'alone' || aloneAllowed).map((each) => (
              <option key={each} value={each}>
                {w(`door.way.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {has('card', 'recovery', 'link') ? (
        <Field label={w(`door.code.${way}`)}>
          {(ids) => (
            <input
              {...ids}
              name="code"
              required
              minLength={8}
              maxLength={64}
              autoCapitalize="characters"
              autoComplete="off"
              defaultValue={way === given.way ? given.code : ''}
            />
          )}
        </Field>
      ) : null}
      {has('card', 'passphrase', 'alone', 'link') ? (
        <Field label={w('door.nickname')} hint={w('door.nickname.hint')}>
          {(ids) => <input {...ids} name="nickname" required maxLength={24} autoComplete="username" />}
        </Field>
      ) : null}
      {has('passphrase', 'alone', 'link') ? (
        <Field label={w('door.passphrase')} hint={w('door.passphrase.hint')}>
          {(ids) => (
            <input
              {...ids}
              name="passphrase"
              type="password"
              required
              minLength={10}
              autoComplete={way === 'passphrase' ? 'current-password' : 'new-password'}
            />
          )}
        </Field>
      ) : null}
      {way === 'alone' ? (
        <>
          <Field label={w('door.age')}>
            {(ids) => (
              <select {...ids} name="ageBand" defaultValue="18-25">
                <option value="16-17">{w('door.age.minor')}</option>
                <option value="18-25">{w('door.age.adult')}</option>
              </select>
            )}
          </Field>
          <Field label={w('door.territory')}>
            {(ids) => (
              <select {...ids} name="territory">
                {instance?.territories.map((territory) => (
                  <option key={territory.code} value={territory.code}>
                    {territory.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </>
      ) : null}
      {failure === null ? null : <Failed failure={failure} />}
      <button type="submit" className="button full" disabled={busy}>
        {w('door.go')}
      </button>
    </form>
  );
};
