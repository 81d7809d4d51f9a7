import type { listSources } from '../../../api/contract/operator.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { momentText } from '../../words/dates.ts';
import { sayOr, useWords } from '../../words/words.ts';

export type Source = ResponseOf<typeof listSources>['sources'][number];
type Run = NonNullable<Source['lastRun']>;

const CLASS: Record<string, string> = { ok: 'done', held: 'reach', failed: 'alert' };

const LastRun = ({ run }: { run: Run }) => {
  const { w, language } = useWords();
  return (
    <>
      {momentText(run.startedAt, language)}
      {run.seconds === null ? null : ` · ${w('operator.seconds', { n: Math.round(run.seconds) })}`}
      {run.complete === null ? null : ` · ${w(run.complete ? 'operator.complete' : 'operator.incomplete')}`}
      <br />
      <span className="small quiet">
        {w('operator.runDid', {
          seen: run.seen,
          created: run.created,
          updated: run.updated,
          unchanged: run.unchanged,
          withdrawn: run.withdrawn,
          aside: run.quarantined,
        })}
      </span>
    </>
  );
};

/** One source of offers: its state, what its last run did, how well its places are known, why rows were refused. */
export const SourceRow = ({ source }: { source: Source }) => {
  const { w, language } = useWords();
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const placed = source.precision.reduce((sum, { offers }) => sum + offers, 0);
  return (
    <tr>
      <td>
        <strong>{source.name}</strong>
        <br />
        <span className="small quiet">
          {sayOr(`origin.${source.origin}`, source.origin)} · {source.licence}
          {source.verified ? null : ` · ${w('operator.unverified')}`}
        </span>
      </td>
      <td>
        <span className={`chip ${CLASS[source.health] ?? ''}`}>
          {sayOr(`health.${source.health}`, source.health)}
        </span>
        <br />
        <span className="small quiet">
          {w(source.scheduled ? 'operator.scheduled' : 'operator.notScheduled')}
        </span>
      </td>
      <td className="number">{source.open}</td>
      <td className="wide">
        {source.lastRun === null ? (
          <span className="quiet">{w('operator.neverRan')}</span>
        ) : (
          <LastRun run={source.lastRun} />
        )}
        {source.reasons.length === 0 ? null : (
          <details className="small">
            <summary>{w('operator.reasons')}</summary>
            <ul>
              {source.reasons.map(({ code, rows }) => (
                <li key={code}>
                  {rows} × <code>{code}</code>
                </li>
              ))}
            </ul>
          </details>
        )}
      </td>
      <td className="small wide">
        {placed === 0
          ? null
          : source.precision
              .filter(({ offers }) => offers > 0)
              .map(
                ({ precision, offers }) =>
                  `${percent.format(offers / placed)} ${sayOr(`precision.${precision}`, precision)}`,
              )
              .join(', ')}
      </td>
    </tr>
  );
};
