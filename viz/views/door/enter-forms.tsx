import type { FormEvent } from 'react';
import { useState } from 'react';
import { addPasskey, passkeysWork } from '../../data/passkeys.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useSession } from '../../data/session.tsx';
import { textOf } from '../../parts/form-text.ts';
import { Field } from '../../parts/field.tsx';
import { Failed } from '../../parts/states.tsx';
import { go } from '../../router.ts';
import { useWords } from '../../words/words.ts';
import { SEND, WAYS } from './enter-ways.ts';
import type { Way } from './enter-ways.ts';
import type { Given } from './given.ts';
import { homeOf } from './homes.ts';
import { AgeField, PassphraseField, SecretFields } from './secret-fields.tsx';

type Props = {
  aloneAllowed: boolean;
  given: Given;
  /** `passkey` is why the phone did not become one, where that was wanted. */
  entered: (recoveryCode: string | null, to: string, passkey: Failure | null) => void;
};

/** After entering: the phone becomes the way back, if it was chosen. What fails is said, and nothing is lost. */
const becomePasskey = async (form: FormData): Promise<Failure | null> => {
  if (textOf(form, 'secret') !== 'passkey') return null;
  try {
    await addPasskey();
    return null;
  } catch (error) {
    return failureOf(error);
  }
};

/** The ways in that need no demo: card, rally, passphrase, passkey, recovery, alone where allowed, staff link. */
export const EnterForms = ({ aloneAllowed, given, entered }: Props) => {
  const { w } = useWords();
  const { instance } = useSession();
  const [way, setWay] = useState<Way>(given.way);
  const [able] = useState(passkeysWork);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    const form = new FormData(event.currentTarget);
    try {
      const answer = await SEND[way](form);
      const passkey = await becomePasskey(form);
      const to = homeOf(answer.role);
      entered(answer.recoveryCode, to, passkey);
      if (answer.recoveryCode === null) go(to);
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  const has = (...ways: Way[]) => ways.includes(way);
  const shown = WAYS.filter((each) => (each !== 'alone' || aloneAllowed) && (each !== 'passkey' || able));
  return (
    <form className="card stack" onSubmit={(event) => void submit(event)} key={way}>
      <Field label={w('door.way')}>
        {(ids) => (
          <select
            {...ids}
            value={way}
            onChange={(event) => {
              setFailure(null);
              setWay(event.target.value as Way);
            }}
          >
            {shown.map((each) => (
              <option key={each} value={each}>
                {w(`door.way.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {has('card', 'rally', 'recovery', 'link') ? (
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
              spellCheck={false}
              className="code-field"
              defaultValue={way === given.way ? given.code : ''}
            />
          )}
        </Field>
      ) : null}
      {has('card', 'rally', 'passphrase', 'alone', 'link') ? (
        <Field label={w('door.nickname')} {...(has('passphrase') ? {} : { hint: w('door.nickname.hint') })}>
          {(ids) => <input {...ids} name="nickname" required maxLength={24} autoComplete="username" />}
        </Field>
      ) : null}
      {has('rally', 'alone') ? <AgeField /> : null}
      {way === 'alone' ? (
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
      ) : null}
      {has('passphrase', 'link') ? <PassphraseField known={way === 'passphrase'} /> : null}
      {has('rally', 'alone') ? <SecretFields /> : null}
      {has('passkey') ? <p className="small quiet">{w('door.passkey.text')}</p> : null}
      {failure === null ? null : <Failed failure={failure} />}
      <button type="submit" className="button full" disabled={busy}>
        {way === 'passkey' ? w('door.passkey.go') : w('door.go')}
      </button>
    </form>
  );
};
