import type { FILE_FIELDS, tryFile } from '../../../../api/contract/files.ts';
import type { ResponseOf } from '../../../../api/contract/route.ts';
import type { Columns } from '../../../data/upload-file.ts';
import { DataTable } from '../../../parts/data-table.tsx';
import { useWords } from '../../../words/words.ts';

export type Tried = ResponseOf<typeof tryFile>;
type FileField = (typeof FILE_FIELDS)[number];

/** In the order in which a person thinks of an offer. The same names as `FILE_FIELDS`, held by the type. */
const FIELDS: readonly FileField[] = [
  'title',
  'description',
  'employer',
  'contract',
  'contractLength',
  'hours',
  'salary',
  'experience',
  'diploma',
  'licence',
  'posts',
  'start',
  'street',
  'city',
  'postalCode',
  'commune',
  'department',
  'region',
  'lat',
  'lng',
  'url',
  'person',
  'phone',
  'email',
  'created',
  'updated',
  'end',
  'rome',
  'trade',
  'siret',
  'id',
];

type Props = { tried: Tried; busy: boolean; change: (columns: Columns) => void };

/** Each column of the table with its first values, and what it stands for: proposed, corrected by a choice. */
export const Mapping = ({ tried, busy, change }: Props) => {
  const { w } = useWords();
  const chosen = tried.fields as Columns;
  const fieldOf = (header: string): string =>
    Object.entries(chosen).find(([, column]) => column === header)?.[0] ?? '';
  const choose = (header: string, field: string) => {
    const others = Object.entries(chosen).filter(([name, column]) => column !== header && name !== field);
    change(Object.fromEntries(field === '' ? others : [...others, [field, header]]));
  };
  const columns = ['column', 'samples', 'means'].map((each) => ({ label: w(`files.${each}`) }));
  return (
    <DataTable caption={w('files.columns', { n: tried.columns.length })} columns={columns}>
      {tried.columns.map(({ header, samples }) => (
        <tr key={header}>
          <th scope="row">{header}</th>
          <td className="small quiet">
            {samples
              .filter((sample) => sample !== '')
              .slice(0, 2)
              .map((sample) => (sample.length > 40 ? `${sample.slice(0, 40)}…` : sample))
              .join(' · ')}
          </td>
          <td>
            <select
              aria-label={w('files.meansOf', { column: header })}
              value={fieldOf(header)}
              disabled={busy}
              onChange={(event) => choose(header, event.target.value)}
            >
              <option value="">{w('files.unread')}</option>
              {FIELDS.map((field) => (
                <option key={field} value={field}>
                  {w(`file.${field}`)}
                </option>
              ))}
            </select>
          </td>
        </tr>
      ))}
    </DataTable>
  );
};
