import type { listQuarantine, retryQuarantine } from '../../../api/contract/operator.ts';
import { get, write } from '../../data/client.ts';
import { useAttempt } from '../../data/use-attempt.ts';
import { useResource } from '../../data/use-resource.ts';
import { Answer } from '../../parts/answer.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Failed } from '../../parts/states.tsx';
import { momentText } from '../../words/dates.ts';
import { sayOr, useWords } from '../../words/words.ts';

/** « Mis de côté »: what could not be taken in, where, why, what to do, and a way to try again. */
export const Quarantine = () => {
  const { w, language } = useWords();
  const found = useResource('quarantine', () => get<typeof listQuarantine>('/operator/quarantine'));
  const { busy, failure, attempt } = useAttempt();
  const retry = (id: string) =>
    attempt(async () => {
      await write<typeof retryQuarantine>('POST', `/operator/quarantine/${id}/retry`);
      found.again();
    });
  const columns = ['when', 'where', 'why', 'state', 'do'].map((each) => ({ label: w(`operator.${each}`) }));
  return (
    <section className="stack tight" aria-labelledby="aside-title">
      <h2 id="aside-title">{w('operator.aside')}</h2>
      <p className="quiet">{w('operator.aside.lead')}</p>
      {failure === null ? null : <Failed failure={failure} />}
      <Answer found={found} isEmpty={({ items }) => items.length === 0} empty={w('operator.aside.none')}>
        {({ items }) => (
          <DataTable caption={w('operator.aside.count', { n: items.length })} columns={columns}>
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
                      disabled={busy}
                      onClick={() => retry(item.id)}
                    >
                      {w('action.retry')}
                    </button>
                  ) : (
                    <span className="small quiet">{w('operator.noRetry')}</span>
                  )}
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </Answer>
    </section>
  );
};
