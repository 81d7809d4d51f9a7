import type { ReactNode } from 'react';
import { useWords } from '../words/words.ts';
import './charts.css';
import { TableScroll } from '../parts/table-scroll.tsx';

/** `value` null and `masked` false: no data. `low` and `high` bound the 95 % interval. */
export type BarRow = {
  key: string;
  label: string;
  value: number | null;
  masked: boolean;
  low?: number | null;
  high?: number | null;
  /** Said after the value: n, previous period, what is missing. */
  note?: ReactNode;
};

type Props = {
  rows: readonly BarRow[];
  caption: string;
  format?: (value: number) => string;
  noDataReason?: string;
};

/** A table whose figures are also bars: hatch where masked, dots where there is no data, nothing where zero. */
export const Bars = ({ rows, caption, format }: Props) => {
  const { w, language } = useWords();
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const write = format ?? ((value: number) => numbers.format(value));
  const most = Math.max(1e-9, ...rows.map((row) => Math.max(row.value ?? 0, row.high ?? 0)));
  const share = (value: number) => `${Math.max(0, (value / most) * 100)}%`;
  return (
    <TableScroll label={caption}>
      <table className="bars">
        <caption>{caption}</caption>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              <td className="figure">
                {row.value === null ? (
                  <span className="unseen">{w(row.masked ? 'state.masked' : 'state.noData')}</span>
                ) : (
                  <span className="number">{write(row.value)}</span>
                )}
              </td>
              <td className="track-cell">
                <span
                  className={`track ${row.value !== null ? '' : row.masked ? 'masked' : 'no-data'}`}
                  aria-hidden="true"
                >
                  {row.value === null ? (
                    <span className="small">{w(row.masked ? 'state.masked' : 'state.noData')}</span>
                  ) : (
                    <span className="fill" style={{ width: share(row.value) }} />
                  )}
                  {row.low != null && row.high != null ? (
                    <span
                      className="whisker"
                      style={{ left: share(row.low), width: `calc(${share(row.high)} - ${share(row.low)})` }}
                    />
                  ) : null}
                </span>
                {row.note === undefined ? null : <span className="note small quiet">{row.note}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
};
