import type { MouseEvent, ReactNode } from 'react';
import { go } from '../router.ts';

type Props = {
  to: string;
  children: ReactNode;
  className?: string;
  current?: boolean;
  label?: string;
};

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** A link inside the page: a real `<a>`, so that it can be opened elsewhere, that does not reload. */
export const Link = ({ to, children, className, current, label }: Props) => (
  <a
    href={to}
    className={className}
    aria-current={current ? 'page' : undefined}
    aria-label={label}
    onClick={(event) => {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      go(to);
      window.scrollTo(0, 0);
    }}
  >
    {children}
  </a>
);
