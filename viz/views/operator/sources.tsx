import type { listSources } from '../../../api/contract/operator.ts';
import { get } from '../../data/client.ts';
import { useResource } from '../../data/use-resource.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { momentText } from '../../words/dates.ts';
import { sayOr, useWords } from '../../words/words.ts';
import { TableScroll } from '../../parts/table-scroll.tsx';

/** Where offers come from: licence, open offers, what the last run did. */
export const Sources = () => {
  const { w, language } = useWords();
  const found = useResource('sources', () => get<typeof listSources>('/operator/sources'));
  const sources = found.value?.sources ?? [];
  return (
    <section className="stack tight" aria-labelledby="sources-title">
      <h2 id="sources-title">{w('operator.sources')}</h2>
      {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
      {found.loading ? <Loading rows={1} /> : null}
      {found.value !== undefined && sources.length === 0 ? <Empty why={w('operator.sources.none')} /> : null}
      {sources.length === 0 ? null : (
        <TableScroll label={w('operator.sources.count', { n: sources.length })}>
          <table className="table">
            <caption>{w('operator.sources.count', { n: sources.length })}</caption>
            <thead>
              <tr>
                <th scope="col">{w('operator.source')}</th>
                <th scope="col">{w('operator.licence')}</th>
                <th scope="col" className="number">
                  {w('operator.open')}
                </th>
                <th scope="col">{w('operator.lastRun')}</th>
              </tr>
            </thead>
            <tbody>
              {sources.map((source) => (
                <tr key={source.id}>
                  <td>
                    {source.name}
                    <br />
                    <span className="small quiet">{sayOr(`origin.${source.origin}`, source.origin)}</span>
                  </td>
                  <td>{source.licence}</td>
                  <td className="number">{source.open}</td>
                  <td>
                    {source.lastRun === null ? (
                      <span className="quiet">{w('operator.neverRan')}</span>
                    ) : (
                      <>
                        {momentText(source.lastRun.startedAt, language)} ·{' '}
                        {sayOr(`run.${source.lastRun.status}`, source.lastRun.status)}
                        <br />
                        <span className="small quiet">
                          {w('operator.runDid', {
                            seen: source.lastRun.seen,
                            created: source.lastRun.created,
                            updated: source.lastRun.updated,
                            unchanged: source.lastRun.unchanged,
                            withdrawn: source.lastRun.withdrawn,
                            aside: source.lastRun.quarantined,
                          })}
                          {source.lastRun.heldReason === null ? null : ` ${source.lastRun.heldReason}`}
                        </span>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </section>
  );
};
