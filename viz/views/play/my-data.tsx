import { useState } from 'react';
import type { deleteMe } from '../../../api/contract/me.ts';
import { write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useSession } from '../../data/session.tsx';
import { phoneStore } from '../../data/store.ts';
import { Failed } from '../../parts/states.tsx';
import { go } from '../../router.ts';
import { useWords } from '../../words/words.ts';

const forgetPhone = async (owner: string): Promise<void> => {
  try {
    const db = await phoneStore();
    for (const key of await db.getAllKeys('kept')) if (key.includes(owner)) await db.delete('kept', key);
    for (const entry of await db.getAll('outbox'))
      if (entry.owner === owner) await db.delete('outbox', entry.id);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
};

/** Everything held about me, as a file; and the end of it, in two taps. */
export const MyData = ({ owner }: { owner: string }) => {
  const { w } = useWords();
  const { refresh } = useSession();
  const [sure, setSure] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const erase = async () => {
    setFailure(null);
    try {
      await write<typeof deleteMe>('DELETE', '/me');
      await forgetPhone(owner);
      go('/');
      refresh();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <section className="card stack tight" aria-labelledby="data-title">
      <h2 id="data-title">{w('play.data.title')}</h2>
      <p>
        <a className="button plain" href="/api/v1/me/export" download="joka.json">
          {w('play.data.export')}
        </a>
      </p>
      {failure === null ? null : <Failed failure={failure} />}
      {sure ? (
        <div className="notice alert stack tight" role="alert">
          <p>{w('play.data.sure')}</p>
          <p className="row">
            <button type="button" className="button" onClick={() => void erase()}>
              {w('play.data.eraseYes')}
            </button>
            <button type="button" className="button plain" onClick={() => setSure(false)}>
              {w('action.cancel')}
            </button>
          </p>
        </div>
      ) : (
        <p>
          <button type="button" className="text-button" onClick={() => setSure(true)}>
            {w('play.data.erase')}
          </button>
        </p>
      )}
    </section>
  );
};
