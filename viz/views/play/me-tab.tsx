import type { getPoints } from '../../../api/contract/play.ts';
import { get } from '../../data/client.ts';
import { useSession } from '../../data/session.tsx';
import { useResource } from '../../data/use-resource.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { dayText } from '../../words/dates.ts';
import { sayOr, useWords } from '../../words/words.ts';
import { Passkeys } from '../account/passkeys.tsx';
import { ConsentSwitches } from './consent-switches.tsx';
import { HomeZone } from './home-zone.tsx';
import { LoggerImport } from './logger-import.tsx';
import { MyCode } from './my-code.tsx';
import { MyData } from './my-data.tsx';
import { Notebook } from './notebook.tsx';
import { ownerOf } from './owner.ts';

/** What is mine: points with their reasons, keys, « mes démarches », consents, home zone, my data. */
export const MeTab = () => {
  const { w, language } = useWords();
  const { me } = useSession();
  const points = useResource(me?.role === 'player' ? 'points' : null, () =>
    get<typeof getPoints>('/play/points'),
  );
  if (me === null || me === undefined) return null;
  if (me.role !== 'player') {
    return (
      <div className="page narrow">
        <p className="notice">{w('play.notPlayer')}</p>
      </div>
    );
  }
  const ledger = points.value;
  return (
    <div className="page narrow stack">
      <h1>{w('play.me.title', { name: me.nickname })}</h1>
      <section className="card stack tight" aria-labelledby="points-title">
        <h2 id="points-title">{w('play.me.points')}</h2>
        {points.failure === undefined ? null : <Failed failure={points.failure} retry={points.again} />}
        {points.loading ? <Loading rows={1} /> : null}
        {ledger === undefined ? null : (
          <>
            <p className="row">
              <span className="chip reach">
                <strong>{w('play.points', { n: ledger.total })}</strong>
              </span>
              <span className="chip">{w('play.keys', { n: ledger.keys.free })}</span>
              <span className="chip">{w('play.keysUsed', { n: ledger.keys.used })}</span>
            </p>
            <p className="small">{w('play.me.rule', { n: ledger.nextKeyIn })}</p>
            {ledger.lines.length === 0 ? <Empty why={w('play.me.noPoints')} /> : null}
            <ul className="ledger">
              {ledger.lines.map((line) => (
                <li key={`${line.day} ${line.rule}`}>
                  <span className="small quiet">{dayText(line.day, language)}</span>
                  <span>{sayOr(`rule.${line.rule}`, line.rule, { n: line.n })}</span>
                  <span className="number">+{line.points}</span>
                </li>
              ))}
            </ul>
            <p className="small quiet">{w('play.me.never')}</p>
          </>
        )}
      </section>
      <Notebook />
      <MyCode />
      <ConsentSwitches me={me} />
      <HomeZone owner={ownerOf(me)} />
      <LoggerImport
        owner={ownerOf(me)}
        allowed={me.consents.some(({ purpose, given }) => purpose === 'research' && given)}
      />
      <Passkeys />
      <MyData owner={ownerOf(me)} />
    </div>
  );
};
