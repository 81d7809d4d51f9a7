import { useSyncExternalStore } from 'react';

let current: { id: number; text: string } | null = null;
let next = 1;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

/** Says something for a few seconds, also to a screen reader. */
export const toast = (text: string): void => {
  current = { id: next, text };
  next += 1;
  clearTimeout(timer);
  timer = setTimeout(() => {
    current = null;
    tell();
  }, 6_000);
  tell();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Where toasts appear; one per view. */
export const Toasts = () => {
  const shown = useSyncExternalStore(subscribe, () => current);
  return (
    <output className="toasts">
      {shown === null ? null : (
        <p key={shown.id} className="toast">
          {shown.text}
        </p>
      )}
    </output>
  );
};
