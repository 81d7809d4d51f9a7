import { useState } from 'react';
import type { postDiscovery } from '../../../api/contract/acts.ts';
import type { getDiscoveries } from '../../../api/contract/play.ts';
import { get, write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useSession } from '../../data/session.tsx';
import { useResource } from '../../data/use-resource.ts';
import { metresBetween, windTo } from '../../map/town.ts';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { useHere } from '../../walk/here.ts';
import { distanceText } from '../../words/distance.ts';
import { useWords } from '../../words/words.ts';

/** The exact door and the finder's tip of an offer one has found: already open, or opened by a key. */
export const OfferDoor = ({ offer }: { offer: string }) => {
  const { w } = useWords();
  const { me, refresh } = useSession();
  const here = useHere();
  const found = useResource('discoveries', () => get<typeof getDiscoveries>('/play/discoveries'));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const pin = found.value?.pins.find((each) => each.offer.id === offer);
  if (pin === undefined) return null;
  if (pin.door !== null) {
    const { lat, lng, label, tip } = pin.door;
    return (
      <section className="notice reach stack tight" aria-labelledby="door-title">
        <h2 id="door-title">{w('play.door.title')}</h2>
        {label === null ? null : <p>{label}</p>}
        {here === null ? null : (
          <p>{distanceText(metresBetween(here.place, [lng, lat]), windTo(here.place, [lng, lat]))}</p>
        )}
        {tip === null ? null : <p>{w('play.door.tip', { tip })}</p>}
      </section>
    );
  }
  if (!pin.keyOpens) return null;
  const free = me?.keys.free ?? 0;
  const open = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await write<typeof postDiscovery>('POST', '/play/discoveries', { body: { offer } });
      toast(w('play.door.opened'));
      found.again();
      refresh();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="notice reach stack tight" aria-labelledby="door-title">
      <h2 id="door-title">{w('play.door.closed')}</h2>
      <p>{free > 0 ? w('play.door.use', { n: free }) : w('play.door.noKey')}</p>
      {failure === null ? null : <Failed failure={failure} />}
      <p>
        <button
          type="button"
          className="button reach"
          disabled={free === 0 || busy}
          onClick={() => void open()}
        >
          {w('play.door.open')}
        </button>
      </p>
    </section>
  );
};
