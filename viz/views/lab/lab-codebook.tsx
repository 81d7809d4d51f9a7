import { useState } from 'react';
import type { getCodebook } from '../../../api/contract/lab.ts';
import { get } from '../../data/client.ts';
import { useResource } from '../../data/use-resource.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.ts';
import { TableScroll } from '../../parts/table-scroll.tsx';

const quoted = (text: string | null): string => `"${(text ?? '').replaceAll('"', '""')}"`;

/** Every column of the files: meaning, unit, the observation it needs. */
export const LabCodebook = () => {
  const { w } = useWords();
  const [open, setOpen] = useState(false);
  const found = useResource(open ? 'codebook' : null, () => get<typeof getCodebook>('/lab/codebook'));
  const columns = found.value?.columns ?? [];
  const csv = [
    'table,column,type,unit,meaning,needs',
    ...columns.map((c) => [c.table, c.column, c.type, c.unit, c.meaning, c.needs].map(quoted).join(',')),
  ].join('\r\n');
  return (
    <section className="stack tight" aria-labelledby="codebook-title">
      <h2 id="codebook-title">{w('lab.codebook')}</h2>
      <p>
        <button type="button" className="button plain" aria-expanded={open} onClick={() => setOpen(!open)}>
          {w(open ? 'lab.codebook.hide' : 'lab.codebook.show')}
        </button>
      </p>
      {found.failure === undefined || !open ? null : <Failed failure={found.failure} retry={found.again} />}
      {open && found.loading ? <Loading rows={1} /> : null}
      {open && columns.length > 0 ? (
        <>
          <p>
            <a
              href={`data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`}
              download="codebook.csv"
              className="button plain"
            >
              {w('lab.codebook.download')}
            </a>
          </p>
          <TableScroll label={w('lab.codebook.caption', { n: columns.length })}>
            <table className="table">
              <caption>{w('lab.codebook.caption', { n: columns.length })}</caption>
              <thead>
                <tr>
                  {(['table', 'column', 'type', 'unit', 'meaning', 'needs'] as const).map((name) => (
                    <th scope="col" key={name}>
                      {w(`codebook.${name}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {columns.map((c) => (
                  <tr key={`${c.table} ${c.column}`}>
                    <td>{c.table}</td>
                    <td>
                      <code>{c.column}</code>
                    </td>
                    <td>{c.type}</td>
                    <td>{c.unit}</td>
                    <td>{c.meaning}</td>
                    <td>{c.needs}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableScroll>
        </>
      ) : null}
    </section>
  );
};
