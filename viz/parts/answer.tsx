import type { ReactNode } from 'react';
import type { Resource } from '../data/use-resource.ts';
import { Empty, Failed, Loading } from './states.tsx';

type Props<T> = {
  found: Resource<T>;
  /** Whether there is nothing in the answer to show. */
  isEmpty: (value: T) => boolean;
  /** Why, and what to do. */
  empty: string;
  children: (value: T) => ReactNode;
};

/** What was asked for, in whichever state it is: failed with a way to ask again, on its way, empty, there. */
export const Answer = <T,>({ found, isEmpty, empty, children }: Props<T>) => (
  <>
    {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
    {found.loading ? <Loading rows={1} /> : null}
    {found.value === undefined ? null : isEmpty(found.value) ? <Empty why={empty} /> : children(found.value)}
  </>
);
