import { useSyncExternalStore } from 'react';

const CHANGED = 'joka:path';

const subscribe = (changed: () => void): (() => void) => {
  window.addEventListener('popstate', changed);
  window.addEventListener(CHANGED, changed);
  return () => {
    window.removeEventListener('popstate', changed);
    window.removeEventListener(CHANGED, changed);
  };
};

/** The present address: path and query. A position never enters it. */
export const usePath = (): { path: string; query: URLSearchParams } => {
  const href = useSyncExternalStore(subscribe, () => window.location.pathname + window.location.search);
  const url = new URL(href, 'http://page');
  return { path: url.pathname, query: url.searchParams };
};

/** Goes to another address of the page without loading it again; `replace` leaves no step to come back to. */
export const go = (to: string, replace = false): void => {
  const hook = new URLSearchParams(window.location.search).has('hook');
  const url = new URL(to, window.location.origin);
  if (hook) url.searchParams.set('hook', '');
  const next = url.pathname + url.search;
  if (replace) window.history.replaceState(null, '', next);
  else window.history.pushState(null, '', next);
  window.dispatchEvent(new Event(CHANGED));
};
