import { lazy, Suspense, useEffect } from 'react';
import { onSent, useWaiting, watchOutbox } from '../../data/outbox.ts';
import { useSession } from '../../data/session.tsx';
import { Link } from '../../parts/link.tsx';
import { useOnline } from '../../parts/online.ts';
import { Loading } from '../../parts/states.tsx';
import { toast, Toasts } from '../../parts/toast.tsx';
import { usePath } from '../../router.ts';
import { sayOr, useWords } from '../../words/words.ts';
import { DiscoveriesTab } from './discoveries-tab.tsx';
import { MeTab } from './me-tab.tsx';
import { OfferDetail } from './offer-detail.tsx';
import { OffersTab } from './offers-tab.tsx';
import { ownerOf } from './owner.ts';
import './play.css';
import './offers.css';

const MapTab = lazy(() => import('./map-tab.tsx'));
const PhotoTab = lazy(() => import('./photo-tab.tsx'));

const TABS = ['map', 'offers', 'discoveries', 'photo', 'me'] as const;
type Tab = (typeof TABS)[number];
const ICONS: Record<Tab, string> = {
  map: 'M3 6l6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14',
  offers: 'M4 7h16v12H4zM9 7V4h6v3M4 12h16',
  discoveries: 'M12 3l2.6 5.6 6 .7-4.5 4.1 1.3 6L12 16.4 6.6 19.4l1.3-6L3.4 9.3l6-.7z',
  photo: 'M3 8h4l2-3h6l2 3h4v11H3zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  me: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c1-5 4-7 8-7s7 2 8 7',
};

const tabOf = (path: string): Tab => TABS.find((tab) => path.startsWith(`/play/${tab}`)) ?? 'map';

/** The player's game: clouds, the two shelves, photos, and what one decides about oneself. */
const PlayView = () => {
  const { w } = useWords();
  const { path } = usePath();
  const { me, refresh } = useSession();
  const waiting = useWaiting();
  const online = useOnline();
  const tab = tabOf(path);
  const owner = me === null || me === undefined ? null : ownerOf(me);

  useEffect(() => (owner === null ? undefined : watchOutbox(owner)), [owner]);
  useEffect(
    () =>
      onSent((entry, answer, failure) => {
        if (failure !== null) {
          toast(sayOr(`failure.${failure.code}`, w('failure.refused', { code: failure.code })));
          return;
        }
        if (entry.kind !== 'act') return;
        const points = (answer as { points?: number } | null)?.points ?? 0;
        if (points > 0) toast(w('play.points.gained', { n: points }));
        refresh();
      }),
    [refresh, w],
  );

  const offer = /^\/play\/offers\/([0-9a-f-]{36})$/.exec(path)?.[1];
  const closed = me === null && tab !== 'offers';
  return (
    <div className="play">
      <nav className="play-tabs" aria-label={w('play.tabs')}>
        {TABS.map((each) => (
          <Link key={each} to={each === 'map' ? '/play' : `/play/${each}`} current={each === tab}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={ICONS[each]} />
            </svg>
            <span>{w(`play.tab.${each}`)}</span>
          </Link>
        ))}
      </nav>
      <main className="play-body" id="content">
        {online ? null : (
          <output className="play-strip notice reach">
            {w('state.offline')} {waiting > 0 ? w('state.waiting', { n: waiting }) : null}
          </output>
        )}
        {online && waiting > 0 ? (
          <output className="play-strip small quiet">{w('state.sending', { n: waiting })}</output>
        ) : null}
        {closed ? (
          <div className="page narrow stack">
            <h1>{w(`play.tab.${tab}`)}</h1>
            <p>{w('play.enterFirst')}</p>
            <p className="row">
              <Link to="/" className="button">
                {w('play.enter')}
              </Link>
              <Link to="/play/offers" className="button plain">
                {w('play.seeOffers')}
              </Link>
            </p>
          </div>
        ) : (
          <Suspense
            fallback={
              <div className="page">
                <Loading />
              </div>
            }
          >
            {tab === 'map' ? <MapTab /> : null}
            {tab === 'offers' && offer === undefined ? <OffersTab /> : null}
            {tab === 'offers' && offer !== undefined ? <OfferDetail id={offer} key={offer} /> : null}
            {tab === 'discoveries' ? <DiscoveriesTab /> : null}
            {tab === 'photo' ? <PhotoTab /> : null}
            {tab === 'me' ? <MeTab /> : null}
          </Suspense>
        )}
      </main>
      <Toasts />
    </div>
  );
};

export default PlayView;
