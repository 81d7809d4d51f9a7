import { useState } from 'react';
import type { listQuarantine, retryQuarantine } from '../../../api/contract/operator.ts';
import { get, write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useResource } from '../../data/use-resource.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { momentText } from '../../words/dates.ts';
import { sayOr, useWords } from '../../words/words.ts';
import { TableScroll } from '../../parts/table-scroll.tsx';

/** « Mis de côté »: what could not be taken in, where, why, what to do, and a way to try again. */
export const Quarantine = () => {
  const { w, language } = useWords();
  const found = useResource('quarantine', () => get<typeof listQuarantine>('/operator/quarantine'));
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const items = found.value?.items ?? [];
  const retry = async (id: string) => {
    setBusy(id);
    setFailure(null);
    try {
      await write<typeof retryQuarantine>('POST', `/operator/quarantine/${id}/retry`);
      found.again();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(null);
    }
  };
  return (
    <section className="stack tight" aria-labelledby="aside-title">
      <h2 id="aside-title">{w('operator.aside')}</h2>
      <p className="quiet">{w('operator.aside.lead')}</p>
      {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
      {failure === null ? null : <Failed failure={failure} />}
      {found.loading ? <Loading rows={1} /> : null}
      {found.value !== undefined && items.length === 0 ? <Empty why={w('operator.aside.none')} /> : null}
      {items.length === 0 ? null : (
        <TableScroll label={w('operator.aside.count', { n: items.length })}>
          <table className="table">
            <caption>{w('operator.aside.count', { n: items.length })}</caption>
            <thead>
              <tr>
                <th scope="col">{w('operator.when')}</th>
                <th scope="col">{w('operator.where')}</th>
                <th scope="col">{w('operator.why')}</th>
                <th scope="col">{w('operator.state')}</th>
                <th scope="col">{w('operator.do')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.id}>
                  <td className="small">{momentText(item.at, language)}</td>
                  <td>
                    {sayOr(`entry.${item.entry}`, item.entry)} · {item.source}
                    <br />
                    <code>{item.place}</code>
                  </td>
                  <td>
                    {item.message}
                    <br />
                    <span className="small quiet">
                      <code>{item.code}</code> {item.remedy}
                    </span>
                  </td>
                  <td>
                    {sayOr(`aside.${item.state}`, item.state)}
                    {item.tries > 0 ? ` (${w('operator.tries', { n: item.tries })})` : null}
                  </td>
                  <td>
                    {item.canRetry ? (
                      <button
                        type="button"
                        className="button plain"
                        disabled={busy !== null}
                        onClick={() => void retry(item.id)}
                      >
                        {w('action.retry')}
                      </button>
                    ) : (
                      <span className="small quiet">{w('operator.noRetry')}</span>
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
