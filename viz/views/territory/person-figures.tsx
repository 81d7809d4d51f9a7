import { useState } from 'react';
import type { getWeeks } from '../../../api/contract/territory.ts';
import { get } from '../../data/client.ts';
import { useResource } from '../../data/use-resource.ts';
import { Field } from '../../parts/field.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { dayText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';
import { Published } from './published.tsx';

/** Figures about participants: published weekly, seven days late, masked below eleven persons. */
export const PersonFigures = () => {
  const { w, language } = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  const weeks = useResource('weeks', () => get<typeof getWeeks>('/territory/weeks'));
  const list = (weeks.value?.weeks ?? []).toSorted((a, b) => b.week.localeCompare(a.week));
  const shown = list.find(({ week }) => week === chosen) ?? list[0];
  const before = shown === undefined ? undefined : list.find(({ week }) => week < shown.week);
  return (
    <section className="stack" aria-labelledby="persons-title">
      <div className="row spread">
        <h2 id="persons-title">{w('territory.persons')}</h2>
        {list.length === 0 ? null : (
          <Field label={w('territory.week')}>
            {(ids) => (
              <select {...ids} value={shown?.week ?? ''} onChange={(event) => setChosen(event.target.value)}>
                {list.map(({ week, publishedAt }) => (
                  <option key={week} value={week}>
                    {w('territory.weekOption', { week, day: dayText(publishedAt, language) })}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
      </div>
      <p className="quiet">{w('territory.persons.lead')}</p>
      <ul className="legend-row small">
        <li>
          <span className="swatch masked" /> {w('state.masked')}
        </li>
        <li>
          <span className="swatch no-data" /> {w('state.noData')}
        </li>
        <li>
          <span className="swatch" /> {w('legend.zero')}
        </li>
      </ul>
      {weeks.failure === undefined ? null : <Failed failure={weeks.failure} retry={weeks.again} />}
      {weeks.loading ? <Loading rows={1} /> : null}
      {weeks.value !== undefined && list.length === 0 ? <Empty why={w('territory.noWeeks')} /> : null}
      {shown === undefined ? null : (
        <div className="portrait">
          {shown.tables.map((table) => (
            <Published
              key={table}
              week={shown.week}
              table={table}
              before={before?.tables.includes(table) ? before.week : null}
            />
          ))}
        </div>
      )}
    </section>
  );
};
