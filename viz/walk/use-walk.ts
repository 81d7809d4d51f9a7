import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Place } from '../map/town.ts';
import { keepStanding, stoodAt } from './stood.ts';
import type { Walk, WalkStore } from './walk-store.ts';
import { createWalkStore } from './walk-store.ts';

let current: { owner: string; store: Promise<WalkStore> } | null = null;

const storeOf = (owner: string, start: Place | null): Promise<WalkStore> => {
  if (current?.owner === owner) return current.store;
  void current?.store.then((store) => store.dispose());
  const made = stoodAt(owner).then((stood) =>
    createWalkStore(owner, start === null ? null : (stood ?? start)),
  );
  current = { owner, store: made };
  return made;
};

/** Ends the walk of this phone, so that the next one reads the home zone again. */
export const endWalk = async (): Promise<void> => {
  const store = await current?.store;
  current = null;
  store?.dispose();
};

const NOTHING: Walk = { place: null, at: 0, way: [], trail: [], explored: new Set(), pace: 1 };

/**
 * The walk of a player, one for the whole page: it goes on while other tabs are looked at. `start` is where the
 * demo's walker begins, null where the phone's own GPS moves it.
 */
export const useWalk = (owner: string, start: Place | null): { walk: Walk; store: WalkStore | null } => {
  const [store, setStore] = useState<WalkStore | null>(null);
  useEffect(() => {
    let live = true;
    void storeOf(owner, start).then((made) => live && setStore(made));
    return () => {
      live = false;
    };
  }, [owner, start]);

  useEffect(() => {
    if (store === null) return undefined;
    const hidden = () => {
      if (document.visibilityState !== 'hidden') return;
      store.finish();
      if (start !== null) void keepStanding(owner, store.now().place);
    };
    document.addEventListener('visibilitychange', hidden);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      if (start !== null) void keepStanding(owner, store.now().place);
    };
  }, [store, owner, start]);

  const walk = useSyncExternalStore(
    (listener) => store?.subscribe(listener) ?? (() => undefined),
    () => store?.now() ?? NOTHING,
  );
  return { walk, store };
};
