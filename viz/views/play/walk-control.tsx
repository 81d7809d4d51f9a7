import type { Plan } from '../../map/plan.ts';
import type { Place } from '../../map/town.ts';
import type { Walk, WalkStore } from '../../walk/walk-store.ts';
import { FAST_PACE } from '../../walk/walk-store.ts';
import { hourText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';

const STEP_M = 180;
const METRES_PER_DEGREE = 111_195;
const DIRECTIONS = [
  ['n', 0, 1, '↑'],
  ['w', -1, 0, '←'],
  ['e', 1, 0, '→'],
  ['s', 0, -1, '↓'],
] as const;

const stepFrom = ([lng, lat]: Place, x: number, y: number): Place => [
  lng + (x * STEP_M) / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)),
  lat + (y * STEP_M) / METRES_PER_DEGREE,
];

/** The demo's legs: tap the map to go there, or go by the four buttons; always through streets, at walking speed. */
export const WalkControl = ({ walk, store, plan }: { walk: Walk; store: WalkStore | null; plan: Plan }) => {
  const { w, language } = useWords();
  const walking = walk.way.length > 0;
  return (
    <fieldset className="walk-control">
      <legend className="small">{w('play.walk.how')}</legend>
      <div className="walk-pad">
        {DIRECTIONS.map(([wind, x, y, arrow]) => (
          <button
            type="button"
            key={wind}
            className={`pad-${wind}`}
            aria-label={w('play.walk.towards', { wind: w(`wind.${wind}`) })}
            onClick={() => walk.place !== null && store?.walkTo(stepFrom(walk.place, x, y), plan.streets)}
          >
            {arrow}
          </button>
        ))}
      </div>
      <div className="stack tight walk-side">
        <label className="switch">
          <span className="small">{w('play.walk.fast', { n: FAST_PACE })}</span>
          <input
            type="checkbox"
            checked={walk.pace > 1}
            onChange={(event) => store?.setPace(event.target.checked ? FAST_PACE : 1)}
          />
        </label>
        <p className="small quiet">{w('play.walk.clock', { hour: hourText(walk.at, language) })}</p>
        <button type="button" className="button plain" disabled={!walking} onClick={() => store?.stop()}>
          {w('play.walk.stop')}
        </button>
      </div>
    </fieldset>
  );
};
