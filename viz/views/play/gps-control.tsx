import { useState } from 'react';
import { useGps } from '../../walk/use-gps.ts';
import type { WalkStore } from '../../walk/walk-store.ts';
import { useWords } from '../../words/words.ts';

/** The phone's own GPS: asked after a tap, never on load; each refusal says what still works. */
export const GpsControl = ({ store }: { store: WalkStore | null }) => {
  const { w } = useWords();
  const [wanted, setWanted] = useState(false);
  const state = useGps(store, wanted);
  return (
    <div className="stack tight">
      <button
        type="button"
        className="button reach full"
        disabled={state === 'insecure'}
        onClick={() => setWanted(!wanted)}
      >
        {w(wanted ? 'play.gps.stop' : 'play.gps.start')}
      </button>
      {state === 'off' ? null : (
        <output className={`notice ${state === 'on' ? 'done' : 'alert'}`}>{w(`play.gps.${state}`)}</output>
      )}
    </div>
  );
};
