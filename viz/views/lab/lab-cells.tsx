import { lazy, Suspense, useMemo, useState } from 'react';
import { getBytes } from '../../data/client.ts';
import { cellAt, numberAt, readColumns } from '../../data/columns.ts';
import { useSession } from '../../data/session.tsx';
import { useResource } from '../../data/use-resource.ts';
import { Field } from '../../parts/field.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { hasWebGl } from '../../parts/taste.ts';
import { useWords } from '../../words/words.ts';
import type { Cohort } from './cohort.ts';
import { cohortKey } from './cohort.ts';
import { TableScroll } from '../../parts/table-scroll.tsx';

const LabMap = lazy(() => import('./lab-map.tsx'));
const FIGURES = ['persons', 'stays', 'minutes'] as const;
type Figure = (typeof FIGURES)[number];

/** Where the cohort was: cells of resolution 9, as a map and as the same rows in a table. */
export const LabCells = ({ cohort }: { cohort: Cohort }) => {
  const { w, language } = useWords();
  const { instance } = useSession();
  const [figure, setFigure] = useState<Figure>('persons');
  const [shown, setShown] = useState(12);
  const drawable = useMemo(() => hasWebGl(), []);
  const found = useResource(`cells ${cohortKey(cohort)}`, async () =>
    readColumns(await getBytes('/lab/cells.arrow', cohort)),
  );
  const columns = found.value;
  const cells = useMemo(() => {
    if (columns === undefined) return [];
    const rows = [];
    for (let row = 0; row < columns.rows; row += 1) {
      const id = cellAt(columns, 'cell', row);
      if (id === null) continue;
      rows.push({ id, value: numberAt(columns, figure, row), persons: numberAt(columns, 'persons', row) });
    }
    return rows.toSorted((a, b) => (b.value ?? -1) - (a.value ?? -1));
  }, [columns, figure]);
  const masked = cells.filter(({ value }) => value === null).length;
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const territory = instance?.territories.find(({ code }) => code === cohort.territory);
  return (
    <section className="stack" aria-labelledby="cells-title">
      <div className="row spread">
        <h2 id="cells-title">{w('lab.cells')}</h2>
        <Field label={w('lab.figure')}>
          {(ids) => (
            <select {...ids} value={figure} onChange={(event) => setFigure(event.target.value as Figure)}>
              {FIGURES.map((each) => (
                <option key={each} value={each}>
                  {w(`lab.figure.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
      {found.loading ? <Loading rows={1} /> : null}
      {columns !== undefined && cells.length === 0 ? <Empty why={w('lab.noCells')} /> : null}
      {cells.length > 0 && territory !== undefined && drawable ? (
        <Suspense fallback={<Loading rows={2} />}>
          <LabMap territory={territory} cells={cells} figure={w(`lab.figure.${figure}`)} />
        </Suspense>
      ) : null}
      {cells.length > 0 && !drawable ? <p className="notice">{w('state.noWebGl')}</p> : null}
      {cells.length > 0 ? (
        <>
          <p className="small">
            {w('lab.cells.count', { n: cells.length })}{' '}
            {masked > 0 ? w('lab.cells.masked', { n: masked }) : null}
          </p>
          <TableScroll label={w('lab.cells.table')}>
            <table className="table">
              <caption>{w('lab.cells.table')}</caption>
              <thead>
                <tr>
                  <th scope="col">{w('lab.cells.cell')}</th>
                  <th scope="col" className="number">
                    {w('lab.figure.persons')}
                  </th>
                  {figure === 'persons' ? null : (
                    <th scope="col" className="number">
                      {w(`lab.figure.${figure}`)}
                    </th>
                  )}
                </tr>
              </thead>
              <tbody>
                {cells.slice(0, shown).map((cell) => (
                  <tr key={cell.id}>
                    <td>
                      <code>{cell.id}</code>
                    </td>
                    {[cell.persons, ...(figure === 'persons' ? [] : [cell.value])].map((value, i) => (
                      <td key={i === 0 ? 'persons' : figure} className={value === null ? 'masked' : 'number'}>
                        {value === null ? <span>{w('state.masked')}</span> : numbers.format(value)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
          {shown < cells.length ? (
            <p>
              <button type="button" className="button plain" onClick={() => setShown(shown + 50)}>
                {w('action.more')}
              </button>
            </p>
          ) : null}
        </>
      ) : null}
    </section>
  );
};
