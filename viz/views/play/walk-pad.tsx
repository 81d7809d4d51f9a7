import type { Plan } from '../../map/plan.ts';
import type { Place } from '../../map/town.ts';
import type { Walk, WalkStore } from '../../walk/walk-store.ts';
import { useWords } from '../../words/words.ts';

const STEP_M = 180;
const METRES_PER_DEGREE = 111_195;
const DIRECTIONS = [
  ['w', -1, 0, '←'],
  ['n', 0, 1, '↑'],
  ['s', 0, -1, '↓'],
  ['e', 1, 0, '→'],
] as const;

const stepFrom = ([lng, lat]: Place, x: number, y: number): Place => [
  lng + (x * STEP_M) / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)),
  lat + (y * STEP_M) / METRES_PER_DEGREE,
];

/** The demo's legs, on the map so that one sees where they go: one of the four winds, always through streets. */
export const WalkPad = ({ walk, store, plan }: { walk: Walk; store: WalkStore; plan: Plan }) => {
  const { w } = useWords();
  return (
    <fieldset className="walk-pad">
      <legend className="unseen">{w('play.walk.how')}</legend>
      {DIRECTIONS.map(([wind, x, y, arrow]) => (
        <button
          type="button"
          key={wind}
          aria-label={w('play.walk.towards', { wind: w(`wind.${wind}`) })}
          onClick={() => walk.place !== null && store.walkTo(stepFrom(walk.place, x, y), plan.streets)}
        >
          {arrow}
        </button>
      ))}
    </fieldset>
  );
};
