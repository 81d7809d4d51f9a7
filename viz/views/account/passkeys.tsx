import { useState } from 'react';
import type { listPasskeys, removePasskey } from '../../../api/contract/passkeys.ts';
import { get, write } from '../../data/client.ts';
import { addPasskey, passkeysWork } from '../../data/passkeys.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useResource } from '../../data/use-resource.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { dayText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';

/** The phones and computers that open this account without a nickname: add one, remove one. */
export const Passkeys = () => {
  const { w, language } = useWords();
  const found = useResource('passkeys', () => get<typeof listPasskeys>('/me/passkeys'));
  const [able] = useState(passkeysWork);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const tried = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
      found.again();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  const remove = (id: string) =>
    tried(() => write<typeof removePasskey>('DELETE', `/me/passkeys/${encodeURIComponent(id)}`));
  const held = found.value?.passkeys ?? [];
  return (
    <section className="card stack tight" aria-labelledby="passkeys-title">
      <h2 id="passkeys-title">{w('passkeys.title')}</h2>
      <p className="small">{w('passkeys.lead')}</p>
      {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
      {found.loading ? <Loading rows={1} /> : null}
      <ul className="stack tight">
        {held.map((key) => (
          <li key={key.id} className="row spread">
            <span>
              <strong>{key.name}</strong>
              <br />
              <span className="small quiet">
                {w('passkeys.since', { day: dayText(key.createdAt, language) })}
                {key.lastUsedAt === null
                  ? null
                  : ` · ${w('passkeys.used', { day: dayText(key.lastUsedAt, language) })}`}
              </span>
            </span>
            <button
              type="button"
              className="text-button"
              disabled={busy}
              aria-label={w('passkeys.removeNamed', { name: key.name })}
              onClick={() => void remove(key.id)}
            >
              {w('passkeys.remove')}
            </button>
          </li>
        ))}
      </ul>
      {failure === null ? null : <Failed failure={failure} />}
      {able ? (
        <p>
          <button
            type="button"
            className="button plain"
            disabled={busy}
            onClick={() => void tried(addPasskey)}
          >
            {w('passkeys.add')}
          </button>
        </p>
      ) : (
        <p className="small quiet">{w('passkeys.unable')}</p>
      )}
    </section>
  );
};
