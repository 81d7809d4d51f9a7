import { useEffect, useState } from 'react';
import { useSession } from '../../data/session.tsx';
import { Link } from '../../parts/link.tsx';
import { usePath } from '../../router.ts';
import { useWords } from '../../words/words.ts';
import { DemoDoors } from './demo-doors.tsx';
import './door.css';
import type { Given } from './enter-forms.tsx';
import { EnterForms } from './enter-forms.tsx';
import { homeOf } from './homes.ts';
import { RecoveryCode } from './recovery-code.tsx';

/** The door page: what Joka is, then how one enters here. */
export const DoorView = () => {
  const { w } = useWords();
  const { query } = usePath();
  const { instance, me, refresh } = useSession();
  const [given] = useState<Given>(() => {
    const link = query.get('link');
    const card = query.get('card');
    return link !== null ? { way: 'link', code: link } : { way: 'card', code: card ?? '' };
  });
  useEffect(() => {
    // A code is a secret: it does not stay in the address, the history or a picture of the screen.
    if (given.code !== '') window.history.replaceState(null, '', window.location.pathname);
  }, [given]);
  const [code, setCode] = useState<{ text: string; to: string } | null>(null);
  if (code !== null) return <RecoveryCode code={code.text} to={code.to} />;
  const entered = (recovery: string | null, to: string) => {
    refresh();
    if (recovery !== null) setCode({ text: recovery, to });
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
