import type { ReactNode } from 'react';

/** What scrolls has to be reached by keyboard, though nothing in it is a control. */
const REACHED = { tabIndex: 0 };

/** A wide table that scrolls by itself, by keyboard too. */
export const TableScroll = ({ label, children }: { label: string; children: ReactNode }) => (
  <section className="table-scroll" aria-label={label} {...REACHED}>
    {children}
  </section>
);
