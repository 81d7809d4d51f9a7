import type { getPublished } from '../../../api/contract/territory.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { Bars } from '../../charts/bars.tsx';
import { get } from '../../data/client.ts';
import { useResource } from '../../data/use-resource.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { sayOr, useWords } from '../../words/words.ts';

type Row = ResponseOf<typeof getPublished>['rows'][number];

const grouped = (rows: readonly Row[]): [string, Row[]][] => {
  const byMeasure = new Map<string, Row[]>();
  for (const row of rows) byMeasure.set(row.measure, [...(byMeasure.get(row.measure) ?? []), row]);
  return [...byMeasure];
};

const allFirst = (a: Row, b: Row): number => Number(b.key === 'all') - Number(a.key === 'all');

const ask = (week: string, table: string) => get<typeof getPublished>(`/territory/${week}/${table}`);

/** One published table, measure by measure: value, interval, n, the week before; masked with what is missing. */
export const Published = ({
  week,
  table,
  before,
}: {
  week: string;
  table: string;
  before: string | null;
}) => {
  const { w, language } = useWords();
  const found = useResource(`published ${week} ${table}`, () => ask(week, table));
  const earlier = useResource(before === null ? null : `published ${before} ${table}`, () =>
    ask(before ?? '', table),
  );
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const note = (row: Row): string => {
    const old = earlier.value?.rows.find(({ key, measure }) => key === row.key && measure === row.measure);
    return [
      row.n === null ? null : w('territory.n', { n: row.n }),
      row.low === null || row.high === null
        ? null
        : w('territory.interval', { low: numbers.format(row.low), high: numbers.format(row.high) }),
      row.masked && row.missing !== null ? w('territory.missing', { n: row.missing }) : null,
      old?.value == null || row.value === null
        ? null
        : w('territory.weekBefore', { value: numbers.format(old.value) }),
    ]
      .filter((part) => part !== null)
      .join(' · ');
  };
  return (
    <div className="card stack" data-table={table}>
      <h3>{sayOr(`published.${table}`, table)}</h3>
      {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
      {found.loading ? <Loading rows={1} /> : null}
      {grouped(found.value?.rows ?? []).map(([measure, rows]) => (
        <Bars
          key={measure}
          caption={sayOr(`measure.${measure}`, measure)}
          rows={rows.toSorted(allFirst).map((row) => ({
            key: row.key,
            label: sayOr(`row.${row.key}`, row.key),
            value: row.value,
            masked: row.masked,
            low: row.low,
            high: row.high,
            note: note(row),
          }))}
        />
      ))}
      {found.value?.rows.length === 0 ? <p className="quiet">{w('territory.none')}</p> : null}
    </div>
  );
};
