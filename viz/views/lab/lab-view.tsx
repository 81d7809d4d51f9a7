import { useMemo, useState } from 'react';
import type { getCohorts } from '../../../api/contract/lab.ts';
import { get } from '../../data/client.ts';
import { useResource } from '../../data/use-resource.ts';
import { Field } from '../../parts/field.tsx';
import { Gate } from '../../parts/gate.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { momentText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';
import type { Cohort } from './cohort.ts';
import { LabCells } from './lab-cells.tsx';
import { LabCodebook } from './lab-codebook.tsx';
import { LabExport } from './lab-export.tsx';
import { LabMeasures } from './lab-measures.tsx';
import { LabTable } from './lab-table.tsx';
import './lab.css';

const Lab = () => {
  const { w, language } = useWords();
  const cohorts = useResource('cohorts', () => get<typeof getCohorts>('/lab/cohorts'));
  const [chosen, setChosen] = useState<Partial<Cohort>>({});
  const list = cohorts.value?.cohorts ?? [];
  const here = list.find(({ territory }) => territory === chosen.territory) ?? list[0];
  const weeks = here?.weeks ?? [];
  const from = weeks.find((week) => week === chosen.from) ?? weeks[0];
  const to = weeks.find((week) => week === chosen.to) ?? weeks.at(-1);
  const cohort = useMemo(
    () =>
      here === undefined || from === undefined || to === undefined
        ? null
        : { territory: here.territory, from, to },
    [here, from, to],
  );
  const valid = cohort !== null && cohort.from <= cohort.to;
  return (
    <main className="page stack" id="content">
      <div className="stack tight">
        <h1>{w('lab.title')}</h1>
        <p className="quiet">{w('lab.lead')}</p>
      </div>
      {cohorts.failure === undefined ? null : <Failed failure={cohorts.failure} retry={cohorts.again} />}
      {cohorts.loading ? <Loading /> : null}
      {cohorts.value !== undefined && list.length === 0 ? <Empty why={w('lab.noStudy')} /> : null}
      {here === undefined ? null : (
        <fieldset className="lab-cohort card">
          <legend className="unseen">{w('lab.cohort')}</legend>
          <Field label={w('lab.territory')}>
            {(ids) => (
              <select
                {...ids}
                value={here.territory}
                onChange={(event) => setChosen({ territory: event.target.value })}
              >
                {list.map(({ territory, name }) => (
                  <option key={territory} value={territory}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {(['from', 'to'] as const).map((end) => (
            <Field key={end} label={w(`lab.window.${end}`)}>
              {(ids) => (
                <select
                  {...ids}
                  value={(end === 'from' ? from : to) ?? ''}
                  onChange={(event) => setChosen({ ...chosen, [end]: event.target.value })}
                >
                  {weeks.map((week) => (
                    <option key={week} value={week}>
                      {week}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          ))}
          <p className="small quiet lab-who">
            {w('lab.persons', { n: here.persons })}
            {here.computedAt === null
              ? null
              : ` ${w('lab.computed', { when: momentText(here.computedAt, language) })}`}
          </p>
        </fieldset>
      )}
      {here !== undefined && weeks.length === 0 ? <Empty why={w('lab.noWeeks')} /> : null}
      {cohort !== null && !valid ? <p className="notice alert">{w('lab.badWindow')}</p> : null}
      {cohort !== null && valid ? (
        <>
          <LabMeasures cohort={cohort} />
          <LabCells cohort={cohort} />
          <LabTable cohort={cohort} />
          <LabExport cohort={cohort} />
          <LabCodebook />
        </>
      ) : null}
    </main>
  );
};

/** The sociologist's view: a cohort, its measures, its map, its table, its files. */
const LabView = () => (
  <Gate roles={['sociologist']}>
    <Lab />
  </Gate>
);

export default LabView;
