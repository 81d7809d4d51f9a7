import type { PickingInfo } from '@deck.gl/core';
import { useCallback, useMemo, useState } from 'react';
import type { Me } from '../../data/session.tsx';
import { useSession } from '../../data/session.tsx';
import { pinsLayer, placePins } from '../../layers/pins-layer.ts';
import { glimmerLayers, namesLayer, pilesLayers, windowsLayer } from '../../layers/town-layers.ts';
import { useFog } from '../../layers/use-fog.ts';
import { walkLayers } from '../../layers/walk-layers.ts';
import { MapView } from '../../map/map-view.tsx';
import type { Plan } from '../../map/plan.ts';
import type { Bounds, Place } from '../../map/town.ts';
import { grown, metresBetween } from '../../map/town.ts';
import { useBase } from '../../map/use-base.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { hasWebGl, isDark } from '../../parts/taste.ts';
import { usePath } from '../../router.ts';
import { useWalk } from '../../walk/use-walk.ts';
import { useWords } from '../../words/words.ts';
import { DiscoveriesTab } from './discoveries-tab.tsx';
import { ConsentFirst } from './consent-first.tsx';
import { ownerOf } from './owner.ts';
import { useFound } from './use-found.ts';
import { useTown } from './use-town.ts';
import { WalkPad } from './walk-pad.tsx';
import { WalkPanel } from './walk-panel.tsx';
import { windowsLeft } from './windows-left.ts';

const NEAR_WINDOW_M = 400;

type TownProps = {
  me: Me;
  territory: string;
  bounds: Bounds;
  plan: Plan;
  style: Parameters<typeof MapView>[0]['style'];
};

const middleOf = ([west, south, east, north]: Bounds): Place => [(west + east) / 2, (south + north) / 2];

const Town = ({ me, bounds, plan, style }: TownProps) => {
  const { w } = useWords();
  const owner = ownerOf(me);
  const start = useMemo(
    () => (me.demo ? (plan.start ?? plan.names[0]?.place ?? middleOf(bounds)) : null),
    [me.demo, plan, bounds],
  );
  const { walk, store } = useWalk(owner, start);
  const { discoveries, map, windows, fog: known } = useTown(store);
  const { query } = usePath();
  const [chosen, setChosen] = useState<string | null>(query.get('offer'));
  useFound(discoveries.value);
  const dark = isDark();
  const fogBounds = useMemo(() => grown(bounds, 0.3), [bounds]);
  const fog = useFog(fogBounds, walk.explored);

  const pins = useMemo(() => placePins(discoveries.value?.pins ?? []), [discoveries.value]);
  const piles = useMemo(
    () =>
      (discoveries.value?.piles ?? []).flatMap(({ commune, name, lat, lng, opened, total }) =>
        lat === null || lng === null
          ? []
          : [{ id: commune, name, place: [lng, lat] as Place, opened: opened.length, total }],
      ),
    [discoveries.value],
  );
  const left = useMemo(
    () => windowsLeft(windows.value?.windows ?? [], discoveries.value?.pins ?? []),
    [windows.value, discoveries.value],
  );
  const spot = walk.place;
  const near = useMemo(
    () => (spot === null ? [] : left.filter(({ place }) => metresBetween(spot, place) < NEAR_WINDOW_M)),
    [left, spot],
  );
  const still = useMemo(
    () => [
      fog,
      ...glimmerLayers(map.value?.hidden ?? [], dark),
      ...(piles.length > 0
        ? pilesLayers(piles, dark)
        : plan.names.length > 0
          ? [namesLayer(plan.names, dark)]
          : []),
    ],
    [fog, map.value, dark, piles, plan.names],
  );
  const layers = useMemo(
    () => [
      ...still.flat(),
      windowsLayer(near),
      ...walkLayers(walk.place, walk.trail, walk.way),
      // Last, so that nothing lies over a pin: a tap on it is the pin's.
      pinsLayer(pins, chosen),
    ],
    [still, near, walk.place, walk.trail, walk.way, pins, chosen],
  );

  const onPlace = useCallback(
    (place: Place, picked: PickingInfo | null) => {
      const layer = picked?.layer?.id ?? '';
      const id = (picked?.object as { id?: string } | undefined)?.id ?? null;
      if (layer === 'pins' || layer === 'piles') {
        setChosen(id);
        return;
      }
      setChosen(null);
      if (me.demo) store?.walkTo(place, plan.streets);
    },
    [me.demo, store, plan.streets],
  );
  const tooltip = useCallback(({ object }: PickingInfo): string | null => {
    const { title, name } = (object ?? {}) as { title?: string; name?: string };
    return title ?? name ?? null;
  }, []);

  if (store === null) {
    return (
      <div className="page narrow">
        <Loading />
      </div>
    );
  }
  return (
    <div className="town">
      <MapView
        bounds={bounds}
        style={style}
        layers={layers}
        label={w('play.map.label', { n: pins.length })}
        explored={walk.explored}
        start={walk.place}
        follow={walk.place}
        onPlace={onPlace}
        tooltip={tooltip}
      >
        {me.demo ? <WalkPad walk={walk} store={store} plan={plan} /> : null}
      </MapView>
      <WalkPanel
        me={me}
        walk={walk}
        store={store}
        plan={plan}
        discoveries={discoveries.value}
        refused={known.value?.refused ?? []}
        windows={near}
        chosen={chosen}
        onChoose={setChosen}
      />
    </div>
  );
};

/** The clouded map that clears as one walks. */
const MapTab = () => {
  const { w } = useWords();
  const { me } = useSession();
  const territory = me?.territory ?? null;
  const { plan, style } = useBase(territory?.code ?? null);
  const key = territory?.bounds.join(',') ?? '';
  const bounds = useMemo((): Bounds => {
    const [west = 0, south = 0, east = 0, north = 0] = key.split(',').map(Number);
    return [west, south, east, north];
  }, [key]);
  const drawable = useMemo(() => hasWebGl(), []);
  if (me === null || me === undefined) return null;
  if (me.role !== 'player' || territory === null) {
    return (
      <div className="page narrow">
        <p className="notice">{w('play.notPlayer')}</p>
      </div>
    );
  }
  if (me.consents.find(({ purpose }) => purpose === 'play_position')?.given !== true) return <ConsentFirst />;
  if (!drawable) {
    return (
      <>
        <p className="play-strip notice">{w('state.noWebGl')}</p>
        <DiscoveriesTab />
      </>
    );
  }
  if (plan.failure !== undefined) {
    return (
      <div className="page narrow">
        <Failed failure={plan.failure} retry={plan.again} />
      </div>
    );
  }
  if (plan.value === undefined || style === null) {
    return (
      <div className="page narrow">
        <Loading />
      </div>
    );
  }
  return <Town me={me} territory={territory.code} bounds={bounds} plan={plan.value} style={style} />;
};

export default MapTab;
