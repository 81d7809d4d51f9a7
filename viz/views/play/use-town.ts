import { useEffect, useRef, useState } from 'react';
import type { listWindows } from '../../../api/contract/demo.ts';
import type { getDiscoveries, getFog, getMap } from '../../../api/contract/play.ts';
import { get } from '../../data/client.ts';
import { onSent } from '../../data/outbox.ts';
import { useSession } from '../../data/session.tsx';
import { useResource } from '../../data/use-resource.ts';
import type { WalkStore } from '../../walk/walk-store.ts';

const ASK_AGAIN_MS = 1_500;
const TRIES = 20;

/**
 * What the server knows of this player's town: cleared clouds, discoveries, counts under the clouds. It is asked
 * again after each batch until the batch is settled.
 */
export const useTown = (store: WalkStore | null) => {
  const { instance, refresh } = useSession();
  const fog = useResource('fog', () => get<typeof getFog>('/play/fog'));
  const discoveries = useResource('discoveries', () => get<typeof getDiscoveries>('/play/discoveries'));
  const map = useResource('map', () => get<typeof getMap>('/play/map'));
  const windows = useResource(instance?.demo ? 'windows' : null, () =>
    get<typeof listWindows>('/demo/windows'),
  );
  const [tries, setTries] = useState(0);
  const [askFog, askDiscoveries, askMap] = [fog.again, discoveries.again, map.again];

  useEffect(() => {
    const cells = fog.value?.cells;
    if (store !== null && cells !== undefined) store.addCleared(cells.map(({ cell }) => cell));
  }, [store, fog.value]);

  useEffect(
    () =>
      onSent((entry, _, failure) => {
        if (entry.kind === 'batch' && failure === null) setTries(TRIES);
      }),
    [],
  );

  const waiting = fog.value?.waiting ?? 0;
  useEffect(() => {
    if (tries === 0 || (tries < TRIES && waiting === 0)) return undefined;
    const timer = setTimeout(() => {
      askFog();
      setTries((left) => left - 1);
    }, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [tries, waiting, askFog]);

  const settled = useRef<typeof fog.value>(undefined);
  useEffect(() => {
    const before = settled.current;
    if (fog.value === undefined || fog.value === before || waiting > 0) return;
    settled.current = fog.value;
    if (before === undefined) return;
    askDiscoveries();
    askMap();
    refresh();
  }, [fog.value, waiting, askDiscoveries, askMap, refresh]);

  return { fog, discoveries, map, windows };
};
