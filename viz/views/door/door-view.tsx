import { useEffect, useState } from 'react';
import type { Failure } from '../../data/failure.ts';
import { useSession } from '../../data/session.tsx';
import { Link } from '../../parts/link.tsx';
import { useWords } from '../../words/words.ts';
import { DemoDoors } from './demo-doors.tsx';
import './door.css';
import { givenIn } from './given.ts';
import { EnterForms } from './enter-forms.tsx';
import { homeOf } from './homes.ts';
import { RecoveryCode } from './recovery-code.tsx';

/** The door page: what Joka is, then how one enters here. */
export const DoorView = () => {
  const { w } = useWords();
  const { instance, me, refresh } = useSession();
  const [given] = useState(() => givenIn(window.location.hash));
  useEffect(() => {
    // A code is a secret: it does not stay in the address, the history or a picture of the screen.
    if (given.code !== '') window.history.replaceState(null, '', window.location.pathname);
  }, [given]);
  const [shown, setShown] = useState<{ code: string; to: string; passkey: Failure | null } | null>(null);
  if (shown !== null) return <RecoveryCode {...shown} />;
  const entered = (code: string | null, to: string, passkey: Failure | null) => {
    refresh();
    if (code !== null) setShown({ code, to, passkey });
  };
  return (
    <main className="door" id="content">
      <section className="door-hero">
        <div className="door-words">
          <h1>{w('door.title')}</h1>
          <p className="door-lead">{w('door.lead')}</p>
          <ul className="door-points">
            <li>
              <span className="mark circle" aria-hidden="true" />
              {w('door.point.offers')}
            </li>
            <li>
              <span className="mark cloud" aria-hidden="true" />
              {w('door.point.walk')}
            </li>
            <li>
              <span className="mark diamond" aria-hidden="true" />
              {w('door.point.photo')}
            </li>
          </ul>
          <p>
            <Link to="/play/offers" className="button reach">
              {w('door.offers')}
            </Link>
          </p>
        </div>
        <img className="door-picture" src="/door.svg" alt="" />
      </section>
      <div className="page">
        {me ? (
          <p className="notice done row spread">
            <span>{w('door.inside', { name: me.nickname })}</span>
            <Link to={homeOf(me.role)} className="button">
              {w('door.continue')}
            </Link>
            {me.role === 'player' ? null : <Link to="/account">{w('account.title')}</Link>}
          </p>
        ) : null}
        {instance?.demo ? <DemoDoors /> : null}
        <section className="door-enter" aria-labelledby="enter-title">
          <h2 id="enter-title">{w(instance?.demo ? 'door.enterDemo' : 'door.enter')}</h2>
          <EnterForms aloneAllowed={instance?.aloneAllowed ?? false} given={given} entered={entered} />
        </section>
        <p className="small quiet">{w('door.privacy')}</p>
      </div>
    </main>
  );
};
