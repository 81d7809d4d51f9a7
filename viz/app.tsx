import { lazy, Suspense } from 'react';
import { SessionProvider, useSession } from './data/session.tsx';
import { Boundary } from './parts/boundary.tsx';
import { Failed, Loading } from './parts/states.tsx';
import { Top } from './parts/top.tsx';
import { usePath } from './router.ts';
import { DoorView } from './views/door/door-view.tsx';
import { useWords } from './words/words.ts';

const VIEWS = {
  play: lazy(() => import('./views/play/play-view.tsx')),
  lab: lazy(() => import('./views/lab/lab-view.tsx')),
  territory: lazy(() => import('./views/territory/territory-view.tsx')),
  operator: lazy(() => import('./views/operator/operator-view.tsx')),
  account: lazy(() => import('./views/account/account-view.tsx')),
  vitrine: lazy(() => import('./views/vitrine/vitrine-view.tsx')),
  adviser: lazy(() => import('./views/adviser/adviser-view.tsx')),
} as const;

const isView = (name: string): name is keyof typeof VIEWS => name in VIEWS;

const Page = () => {
  const { path } = usePath();
  const { instance, me, failure, refresh } = useSession();
  const name = path.split('/')[1] ?? '';
  if (failure !== undefined) {
    return (
      <main className="page narrow" id="content">
        <Failed failure={failure} retry={refresh} />
      </main>
    );
  }
  if (instance === undefined || me === undefined) {
    return (
      <main className="page narrow" id="content">
        <Loading />
      </main>
    );
  }
  if (!isView(name)) return <DoorView />;
  const View = VIEWS[name];
  return (
    <Suspense
      fallback={
        <main className="page narrow" id="content">
          <Loading />
        </main>
      }
    >
      <View />
    </Suspense>
  );
};

const Frame = () => {
  const { instance } = useSession();
  const { w, language } = useWords();
  const disclaimer = instance?.disclaimer ?? null;
  return (
    <>
      <a className="skip" href="#content">
        {w('shell.skip')}
      </a>
      {disclaimer === null ? null : (
        <p className="disclaimer" role="note">
          {language === 'fr' ? disclaimer : w('shell.invented')}
        </p>
      )}
      <Top />
      <Boundary>
        <Page />
      </Boundary>
    </>
  );
};

/** The whole page: session, header, and the view that the address names. */
export const App = () => (
  <SessionProvider>
    <Frame />
  </SessionProvider>
);
