import type { listChallenges } from '../../../api/contract/challenges.ts';
import { get } from '../../data/client.ts';
import { useSession } from '../../data/session.tsx';
import { useResource } from '../../data/use-resource.ts';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.ts';
import { ChallengeCard } from './challenge-card.tsx';

/** The town's treasure hunts: the challenges this player has discovered. Nothing where no town wrote one. */
export const Paths = () => {
  const { w, language } = useWords();
  const { refresh } = useSession();
  const found = useResource('challenges', () => get<typeof listChallenges>('/play/challenges'));
  const paths = found.value?.paths ?? [];
  const proved = () => {
    found.again();
    refresh();
  };
  if (found.failure !== undefined) return <Failed failure={found.failure} retry={found.again} />;
  if (paths.length === 0) return null;
  return (
    <section className="stack tight" aria-labelledby="paths-title">
      <h2 id="paths-title">{w('play.paths.title')}</h2>
      <p className="quiet">{w('play.paths.lead')}</p>
      {paths.map((path) => (
        <div key={path.id} className="stack tight">
          <p>
            <strong>{path.title[language]}</strong>{' '}
            <span className="small quiet">{w('play.paths.done', { n: path.done, total: path.total })}</span>
          </p>
          {path.challenges.length === 0 ? <p>{w('play.paths.none')}</p> : null}
          <ul className="offer-list">
            {path.challenges.map((challenge) => (
              <li key={challenge.id} data-challenge={challenge.id}>
                <ChallengeCard challenge={challenge} proved={proved} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
};
