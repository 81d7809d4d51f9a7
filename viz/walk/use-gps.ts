import { useEffect, useState } from 'react';
import type { WalkStore } from './walk-store.ts';

/** `off` before the tap, `insecure` on plain http from another host, `refused` when the person said no. */
export type GpsState = 'off' | 'asking' | 'on' | 'refused' | 'lost' | 'insecure' | 'absent';

/** The phone's own positions, only while it is asked for and this screen is open. */
export const useGps = (store: WalkStore | null, wanted: boolean): GpsState => {
  const [heard, setHeard] = useState<'asking' | 'on' | 'refused' | 'lost'>('asking');
  const able = window.isSecureContext && 'geolocation' in navigator;
  useEffect(() => {
    if (!wanted || !able || store === null) return undefined;
    const watch = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => {
        setHeard('on');
        store.gps({ place: [coords.longitude, coords.latitude], at: timestamp, accuracyM: coords.accuracy });
      },
      (error) => setHeard(error.code === error.PERMISSION_DENIED ? 'refused' : 'lost'),
      { enableHighAccuracy: true, maximumAge: 5_000, timeout: 20_000 },
    );
    return () => {
      navigator.geolocation.clearWatch(watch);
      setHeard('asking');
      store.finish();
    };
  }, [store, wanted, able]);
  // Said before the tap too: on plain http from another host no browser gives a position.
  if (!window.isSecureContext) return 'insecure';
  if (!wanted) return 'off';
  return able ? heard : 'absent';
};
