import { useState } from 'react';
import type { listRuns } from '../../../api/contract/operator.ts';
import { get } from '../../data/client.ts';
import { useResource } from '../../data/use-resource.ts';
import { Field } from '../../parts/field.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { momentText } from '../../words/dates.ts';
import { sayOr, useWords } from '../../words/words.ts';
import { TableScroll } from '../../parts/table-scroll.tsx';

const FEW = 20;
const STATUSES = ['running', 'waiting', 'done', 'failed', 'cancelled'] as const;

/** The last runs of the pipelines, and how much work waits. */
export const Runs = () => {
  const { w, language } = useWords();
  const [status, setStatus] = useState('');
  const found = useResource(`runs ${status}`, () =>
    get<typeof listRuns>('/operator/runs', status === '' ? {} : { status }),
  );
  const [shown, setShown] = useState(FEW);
  const runs = found.value?.runs ?? [];
  return (
    <section className="stack tight" aria-labelledby="runs-title">
      <div className="row spread">
        <h2 id="runs-title">{w('operator.runs')}</h2>
        <Field label={w('operator.status')}>
          {(ids) => (
            <select {...ids} value={status} onChange={(event) => setStatus(event.target.value)}>
              <option value="">{w('operator.anyStatus')}</option>
              {STATUSES.map((each) => (
                <option key={each} value={each}>
                  {w(`run.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <button type="button" className="button plain" onClick={found.again}>
          {w('action.refresh')}
        </button>
      </div>
      {found.value === undefined ? null : (
        <p className="small">
          {w('operator.openWork', { n: found.value.open })}
          {found.value.oldestSeconds === null
            ? null
            : ` ${w('operator.oldest', { n: found.value.oldestSeconds })}`}
        </p>
      )}
      {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
      {found.loading ? <Loading rows={1} /> : null}
      {found.value !== undefined && runs.length === 0 ? <Empty why={w('operator.runs.none')} /> : null}
      {runs.length === 0 ? null : (
        <TableScroll label={w('operator.runs.count', { n: runs.length })}>
          <table className="table">
            <caption>{w('operator.runs.count', { n: runs.length })}</caption>
            <thead>
              <tr>
                <th scope="col">{w('operator.kind')}</th>
                <th scope="col">{w('operator.status')}</th>
                <th scope="col">{w('operator.started')}</th>
                <th scope="col">{w('operator.finished')}</th>
                <th scope="col" className="number">
                  {w('operator.steps')}
                </th>
                <th scope="col">{w('operator.runner')}</th>
                <th scope="col">{w('operator.error')}</th>
              </tr>
            </thead>
            <tbody>
              {runs.slice(0, shown).map((run) => (
                <tr key={run.id}>
                  <td>{sayOr(`kind.${run.kind}`, run.kind)}</td>
                  <td>{sayOr(`run.${run.status}`, run.status)}</td>
                  <td className="small">{momentText(run.startedAt, language)}</td>
                  <td className="small">
                    {run.finishedAt === null ? '' : momentText(run.finishedAt, language)}
                  </td>
                  <td className="number">{run.steps}</td>
                  <td>{run.runner}</td>
                  <td>{run.errorCode === null ? '' : <code>{run.errorCode}</code>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {shown < runs.length ? (
        <p>
          <button type="button" className="button plain" onClick={() => setShown(runs.length)}>
            {w('action.all', { n: runs.length })}
          </button>
        </p>
      ) : null}
    </section>
  );
};
