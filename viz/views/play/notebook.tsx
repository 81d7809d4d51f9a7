import type { getNotebook } from '../../../api/contract/acts.ts';
import { get } from '../../data/client.ts';
import { useResource } from '../../data/use-resource.ts';
import { Link } from '../../parts/link.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { momentText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';

/** « Mes démarches »: fills itself from what one does; read by nobody else unless one shares it. */
export const Notebook = () => {
  const { w, language } = useWords();
  const notes = useResource('notebook', () => get<typeof getNotebook>('/play/notebook'));
  const lines = notes.value?.lines ?? [];
  return (
    <section className="card stack tight" aria-labelledby="notebook-title">
      <h2 id="notebook-title">{w('play.notebook.title')}</h2>
      {notes.failure === undefined ? null : <Failed failure={notes.failure} retry={notes.again} />}
      {notes.loading ? <Loading rows={1} /> : null}
      {notes.value !== undefined && lines.length === 0 ? <Empty why={w('play.notebook.none')} /> : null}
      <ul className="ledger">
        {lines.slice(0, 30).map((line) => (
          <li key={line.id}>
            <span className="small quiet">{momentText(line.at, language)}</span>
            <span>
              {line.act === null ? null : w(`act.did.${line.act}`)}
              {line.outcome === null ? null : w(`outcome.${line.outcome}`)}
              {line.offer === null || line.title === null ? null : (
                <>
                  {' '}
                  <Link to={`/play/offers/${line.offer}`}>{line.title}</Link>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
