import { useState } from 'react';
import { getBytes } from '../../data/client.ts';
import type { Columns } from '../../data/columns.ts';
import { readColumns } from '../../data/columns.ts';
import { useResource } from '../../data/use-resource.ts';
import { Field } from '../../parts/field.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.ts';
import type { Cohort } from './cohort.ts';
import { cohortKey } from './cohort.ts';
import { TableScroll } from '../../parts/table-scroll.tsx';

const PAGE = 15;
const TABLES = ['measures', 'ties'] as const;
type Table = (typeof TABLES)[number];

const Rows = ({ columns, page, caption }: { columns: Columns; page: number; caption: string }) => {
  const { w, language } = useWords();
  const numbers = new Intl.NumberFormat(language, { maximumSignificantDigits: 5 });
  const write = (value: unknown): string => {
    if (typeof value === 'number') return numbers.format(value);
    if (value instanceof Date) return value.toISOString();
    return String(value);
  };
  const first = page * PAGE;
  const count = Math.max(0, Math.min(PAGE, columns.rows - first));
  return (
    <TableScroll label={caption}>
      <table className="table lab-rows">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.names.map((name) => (
              <th scope="col" key={name}>
                <code>{name}</code>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: count }, (_, i) => first + i).map((row) => (
            <tr key={row}>
              {columns.names.map((name) => {
                const value = columns.at(name, row);
                return (
                  <td key={name} className={typeof value === 'number' ? 'number' : ''}>
                    {value === null ? <span className="quiet">{w('state.null')}</span> : write(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
};

/** The rows beneath the pictures: one per person and week, read from Arrow by column, a page at a time. */
export const LabTable = ({ cohort }: { cohort: Cohort }) => {
  const { w } = useWords();
  const [table, setTable] = useState<Table>('measures');
  const [page, setPage] = useState(0);
  const found = useResource(`${table} ${cohortKey(cohort)}`, async () =>
    readColumns(await getBytes(`/lab/${table}.arrow`, cohort)),
  );
  const rows = found.value?.rows ?? 0;
  const pages = Math.max(1, Math.ceil(rows / PAGE));
  return (
    <section className="stack tight" aria-labelledby="table-title">
      <div className="row spread">
        <h2 id="table-title">{w('lab.table')}</h2>
        <Field label={w('lab.table.which')}>
          {(ids) => (
            <select
              {...ids}
              value={table}
              onChange={(event) => {
                setTable(event.target.value as Table);
                setPage(0);
              }}
            >
              {TABLES.map((each) => (
                <option key={each} value={each}>
                  {w(`lab.table.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
      {found.loading ? <Loading rows={1} /> : null}
      {found.value !== undefined && rows === 0 ? <Empty why={w('lab.noRows')} /> : null}
      {found.value !== undefined && rows > 0 ? (
        <>
          <Rows columns={found.value} page={page} caption={w('lab.table.rows', { n: rows })} />
          <p className="row">
            <button
              type="button"
              className="button plain"
              disabled={page === 0}
              onClick={() => setPage(page - 1)}
            >
              {w('action.previous')}
            </button>
            <output className="number">{w('lab.table.page', { page: page + 1, pages })}</output>
            <button
              type="button"
              className="button plain"
              disabled={page + 1 >= pages}
              onClick={() => setPage(page + 1)}
            >
              {w('action.next')}
            </button>
          </p>
        </>
      ) : null}
    </section>
  );
};
