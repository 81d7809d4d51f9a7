import { useState } from 'react';
import type { getDiscoveries, getFog } from '../../../api/contract/play.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { SCENARIO } from '../../../game/scenario.ts';
import { nextKeyIn } from '../../../game/keys.ts';
import type { Me } from '../../data/session.tsx';
import type { DrawnWindow } from '../../layers/town-layers.ts';
import type { Plan } from '../../map/plan.ts';
import type { Place } from '../../map/town.ts';
import { metresBetween, windTo } from '../../map/town.ts';
import { Link } from '../../parts/link.tsx';
import type { Walk, WalkStore } from '../../walk/walk-store.ts';
import { distanceText } from '../../words/distance.ts';
import { sayOr, useWords } from '../../words/words.ts';
import { GpsControl } from './gps-control.tsx';
import { OfferCard } from './offer-card.tsx';
import { PileCard } from './pile-card.tsx';
import { WalkControl } from './walk-control.tsx';

const FACING_M = 60;

type Discoveries = ResponseOf<typeof getDiscoveries>;

const nearestOf = (windows: readonly DrawnWindow[], spot: Place) =>
  windows
    .map((each) => ({ ...each, metres: metresBetween(spot, each.place), wind: windTo(spot, each.place) }))
    .toSorted((a, b) => a.metres - b.metres)[0];

type Props = {
  me: Me;
  walk: Walk;
  store: WalkStore | null;
  plan: Plan;
  discoveries: Discoveries | undefined;
  refused: ResponseOf<typeof getFog>['refused'];
  windows: readonly DrawnWindow[];
  chosen: string | null;
  onChoose: (id: string | null) => void;
};

/** Beside or under the map: where one stands in the game, the walk, what one has tapped, what is near. */
export const WalkPanel = ({
  me,
  walk,
  store,
  plan,
  discoveries,
  refused,
  windows,
  chosen,
  onChoose,
}: Props) => {
  const { w } = useWords();
  const [showList, setShowList] = useState(false);
  const pin = discoveries?.pins.find(({ offer }) => offer.id === chosen);
  const pile = discoveries?.piles.find(({ commune }) => commune === chosen);
  const spot = walk.place;
  const ahead = spot === null ? undefined : nearestOf(windows, spot);
  return (
    <section className="walk-panel" aria-label={w('play.panel')}>
      <div className="walk-score">
        <p className="row">
          <span className="chip reach">
            <strong className="number">{w('play.points', { n: me.points })}</strong>
          </span>
          <span className="chip">{w('play.keys', { n: me.keys.free })}</span>
          <output className="chip" data-cleared={walk.explored.size}>
            {w('play.cleared', { n: walk.explored.size })}
          </output>
        </p>
        <p className="small quiet">
          {me.demo && walk.explored.size === 0
            ? w('play.walk.how')
            : w('play.nextKey', { n: nextKeyIn(SCENARIO, me.points), every: SCENARIO.pointsPerKey })}
        </p>
      </div>
      {chosen !== null && (pin !== undefined || pile !== undefined) ? (
        <div className="stack tight">
          {pin === undefined ? null : (
            <OfferCard
              offer={pin.offer}
              place={pin.door}
              {...(pin.keyOpens && pin.door === null ? { note: w('play.door.locked') } : {})}
            />
          )}
          {pile === undefined ? null : <PileCard pile={pile} />}
          <button type="button" className="text-button" onClick={() => onChoose(null)}>
            {w('action.close')}
          </button>
        </div>
      ) : null}
      {ahead === undefined ? null : ahead.metres < FACING_M ? (
        <Link to="/play/photo" className="button reach full">
          {w('play.window.facing', { shop: ahead.title })}
        </Link>
      ) : (
        <button
          type="button"
          className="button plain full"
          onClick={() => store?.walkTo(ahead.place, plan.streets)}
        >
          {w('play.window.near', { shop: ahead.title, way: distanceText(ahead.metres, ahead.wind) })}
        </button>
      )}
      {me.demo ? <WalkControl walk={walk} store={store} /> : <GpsControl store={store} />}
      {refused.length === 0 ? null : (
        <details className="small">
          <summary>{w('play.refused.title')}</summary>
          <ul>
            {refused.map(({ reason, n }) => (
              <li key={reason}>
                {sayOr(`play.refused.${reason}`, w('play.refused.other', { n, reason }), { n })}
              </li>
            ))}
          </ul>
        </details>
      )}
      <button
        type="button"
        className="text-button"
        aria-expanded={showList}
        onClick={() => setShowList(!showList)}
      >
        {w(showList ? 'play.list.hide' : 'play.list.show', { n: discoveries?.pins.length ?? 0 })}
      </button>
      {showList ? (
        <ul className="offer-list" data-list="map-pins">
          {discoveries?.pins.map((each) => (
            <li key={each.offer.id} data-offer={each.offer.id}>
              <OfferCard offer={each.offer} place={each.door} />
            </li>
          ))}
        </ul>
      ) : null}
      <p className="small quiet">{w('play.sends')}</p>
    </section>
  );
};
