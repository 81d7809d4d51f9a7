import type { Walk, WalkStore } from '../../walk/walk-store.ts';
import { FAST_PACE } from '../../walk/walk-store.ts';
import { hourText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';

/** The pace of the demo's walk: faster than life or not, what time it is in it, and a stop. */
export const WalkControl = ({ walk, store }: { walk: Walk; store: WalkStore | null }) => {
  const { w, language } = useWords();
  return (
    <div className="walk-control">
      <label className="switch">
        <span className="small">{w('play.walk.fast', { n: FAST_PACE })}</span>
        <input
          type="checkbox"
          checked={walk.pace > 1}
          onChange={(event) => store?.setPace(event.target.checked ? FAST_PACE : 1)}
        />
      </label>
      <button
        type="button"
        className="button plain"
        disabled={walk.way.length === 0}
        onClick={() => store?.stop()}
      >
        {w('play.walk.stop')}
      </button>
      <p className="small quiet">{w('play.walk.clock', { hour: hourText(walk.at, language) })}</p>
    </div>
  );
};
