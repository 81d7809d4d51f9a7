import { DataTable } from '../../../parts/data-table.tsx';
import { useWords } from '../../../words/words.ts';
import type { Tried } from './mapping.tsx';

/** Rows that cannot be offers: which, why, what to do. The good ones beside them are kept. */
export const Refused = ({ rows, count }: { rows: Tried['refused']; count: number }) => {
  const { w } = useWords();
  if (count === 0) return <p className="notice done">{w('files.noneRefused')}</p>;
  const columns = ['row', 'why', 'remedy'].map((each) => ({ label: w(`files.${each}`) }));
  return (
    <DataTable caption={w('files.refused', { n: count })} columns={columns}>
      {rows.map((row) => (
        <tr key={`${row.row} ${row.field ?? ''} ${row.code}`}>
          <td className="number">{row.row}</td>
          <td>
            {row.reason}
            <br />
            <code className="small">{row.code}</code>
          </td>
          <td className="small">{row.remedy}</td>
        </tr>
      ))}
    </DataTable>
  );
};
