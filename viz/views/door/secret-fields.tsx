import { useState } from 'react';
import { passkeysWork } from '../../data/passkeys.ts';
import { Field } from '../../parts/field.tsx';
import { useWords } from '../../words/words.ts';
import type { Secret } from './enter-ways.ts';

/** The field of a passphrase, one that is chosen now or one that is known. */
export const PassphraseField = ({ known }: { known: boolean }) => {
  const { w } = useWords();
  return (
    <Field label={w('door.passphrase')} {...(known ? {} : { hint: w('door.passphrase.hint') })}>
      {(ids) => (
        <input
          {...ids}
          name="passphrase"
          type="password"
          required
          minLength={10}
          maxLength={128}
          autoComplete={known ? 'current-password' : 'new-password'}
        />
      )}
    </Field>
  );
};

/** How the person will come back: the phone's own lock where it can, or a phrase. */
export const SecretFields = () => {
  const { w } = useWords();
  const [able] = useState(passkeysWork);
  const [secret, setSecret] = useState<Secret>('passphrase');
  if (!able) return <PassphraseField known={false} />;
  return (
    <>
      <Field label={w('door.secret')}>
        {(ids) => (
          <select
            {...ids}
            name="secret"
            value={secret}
            onChange={(event) => setSecret(event.target.value === 'passkey' ? 'passkey' : 'passphrase')}
          >
            <option value="passphrase">{w('door.secret.passphrase')}</option>
            <option value="passkey">{w('door.secret.passkey')}</option>
          </select>
        )}
      </Field>
      {secret === 'passkey' ? (
        <p className="small quiet">{w('door.secret.passkey.hint')}</p>
      ) : (
        <PassphraseField known={false} />
      )}
    </>
  );
};

/** The age band one says oneself. */
export const AgeField = () => {
  const { w } = useWords();
  return (
    <Field label={w('door.age')}>
      {(ids) => (
        <select {...ids} name="ageBand" required defaultValue="">
          <option value="" disabled>
            {w('door.age.choose')}
          </option>
          <option value="16-17">{w('door.age.minor')}</option>
          <option value="18-25">{w('door.age.adult')}</option>
        </select>
      )}
    </Field>
  );
};
