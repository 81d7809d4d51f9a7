import { useState } from 'react';
import type { getSummary } from '../../../api/contract/lab.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { Histogram } from '../../charts/histogram.tsx';
import { get } from '../../data/client.ts';
import { useResource } from '../../data/use-resource.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { momentText } from '../../words/dates.ts';
import { sayOr, useWords } from '../../words/words.ts';
import type { Cohort } from './cohort.ts';
import { cohortKey } from './cohort.ts';

type Measure = ResponseOf<typeof getSummary>['measures'][number];

const Card = ({ measure }: { measure: Measure }) => {
  const { w, language } = useWords();
  const numbers = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumSignificantDigits: 3 });
  const isShare = measure.unit === 'share';
  const write = (value: number | null) =>
    value === null ? w('state.null') : (isShare ? percent : numbers).format(value);
  const name = sayOr(`measure.${measure.measure}`, measure.measure);
  const unit = sayOr(`unit.${measure.unit}`, measure.unit);
  return (
    <article className="card stack tight measure" data-measure={measure.measure}>
      <h3>{name}</h3>
      {measure.mean === null ? (
        <p className="no-data measure-none">
          <span>{w('lab.notObserved')}</span>
        </p>
      ) : (
        <p>
          <strong className="measure-mean number">{write(measure.mean)}</strong> {isShare ? null : unit}{' '}
          {measure.low === null || measure.high === null ? (
            <span className="small quiet">{w('lab.noInterval')}</span>
          ) : (
            <span className="small number">
              {w('lab.interval', { low: write(measure.low), high: write(measure.high) })}
            </span>
          )}
        </p>
      )}
      <Histogram
        bins={measure.bins}
        unit={unit}
        title={w('lab.histogram', { measure: name, n: measure.n })}
        mean={measure.mean}
        low={measure.low}
        high={measure.high}
      />
      <p className="small">
        {w('lab.n', { n: measure.n, persons: measure.persons })}
        {' · '}
        {measure.coverage === null
          ? w('lab.noCoverage')
          : w('lab.coverage', { share: percent.format(measure.coverage) })}
      </p>
      {measure.median === null ? null : (
        <p className="small quiet">
          {w('lab.quantiles', {
            p10: write(measure.p10),
            median: write(measure.median),
            p90: write(measure.p90),
          })}
        </p>
      )}
      {measure.missing.length === 0 ? null : (
        <details className="small">
          <summary>{w('lab.missing', { n: measure.missing.reduce((sum, { n }) => sum + n, 0) })}</summary>
          <ul>
            {measure.missing.map(({ reason, n }) => (
              <li key={reason}>
                {sayOr(`reason.${reason}`, reason)} <code>{reason}</code> : {n}
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
};

/** Each measure of the cohort: distribution, mean with interval, n, coverage, and why values are missing. */
export const LabMeasures = ({ cohort }: { cohort: Cohort }) => {
  const { w, language } = useWords();
  const [only, setOnly] = useState(false);
  const summary = useResource(`summary ${cohortKey(cohort)}`, () =>
    get<typeof getSummary>('/lab/summary', cohort),
  );
  const measures = (summary.value?.measures ?? []).filter((measure) => !only || measure.n > 0);
  const run = summary.value?.run;
  return (
    <section className="stack" aria-labelledby="measures-title">
      <div className="row spread">
        <h2 id="measures-title">{w('lab.measures')}</h2>
        <label className="switch">
          <span>{w('lab.onlyObserved')}</span>
          <input type="checkbox" checked={only} onChange={(event) => setOnly(event.target.checked)} />
        </label>
      </div>
      {summary.failure === undefined ? null : <Failed failure={summary.failure} retry={summary.again} />}
      {summary.loading ? <Loading /> : null}
      {summary.value !== undefined && measures.length === 0 ? <Empty why={w('lab.noMeasures')} /> : null}
      <div className="measures">
        {measures.map((measure) => (
          <Card key={measure.measure} measure={measure} />
        ))}
      </div>
      {run == null ? null : (
        <p className="small quiet">
          {w('lab.run', {
            id: run.id.slice(0, 8),
            when: momentText(run.finishedAt, language),
            version: run.version,
          })}
        </p>
      )}
    </section>
  );
};
