import { useState } from 'react';
import type { enterDemo, PERSONAS } from '../../../api/contract/enter.ts';
import { write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useSession } from '../../data/session.tsx';
import { Failed } from '../../parts/states.tsx';
import { go } from '../../router.ts';
import { useWords } from '../../words/words.ts';
import { homeOf } from './homes.ts';

type Persona = (typeof PERSONAS)[number];
const DOORS: readonly Persona[] = ['player', 'sociologist', 'institution', 'operator', 'adviser'];

/** One click into the invented town, as one of five people. */
export const DemoDoors = () => {
  const { w } = useWords();
  const { refresh } = useSession();
  const [busy, setBusy] = useState<Persona | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const enter = async (persona: Persona) => {
    setBusy(persona);
    setFailure(null);
    try {
      const { role } = await write<typeof enterDemo>('POST', '/enter/demo', { body: { persona } });
      refresh();
      go(homeOf(role));
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(null);
    }
  };
  return (
    <section className="stack" aria-labelledby="doors-title">
      <h2 id="doors-title">{w('door.demo')}</h2>
      {failure === null ? null : <Failed failure={failure} />}
      <ul className="doors">
        {DOORS.map((persona) => (
          <li key={persona}>
            <button
              type="button"
              className={`door-card ${persona}`}
              disabled={busy !== null}
              onClick={() => void enter(persona)}
            >
              <span className="door-name">{w(`door.persona.${persona}`)}</span>
              <span className="door-what">{w(`door.persona.${persona}.what`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
