import type { ReactNode } from 'react';
import { TableScroll } from './table-scroll.tsx';

export type Column = { label: string; number?: boolean };

type Props = { caption: string; columns: readonly Column[]; children: ReactNode };

/** A table that scrolls by itself where it is wider than the screen; `children` are its rows. */
export const DataTable = ({ caption, columns, children }: Props) => (
  <TableScroll label={caption}>
    <table className="table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ label, number }) => (
            <th scope="col" key={label} className={number === true ? 'number' : undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </TableScroll>
);
