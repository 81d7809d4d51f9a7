import { isKept } from './kept-answers.ts';

/** Asks again for what this first visit asked before anybody could keep it: it may be the only one with a network. */
const keepFirstAnswers = (): void => {
  const asked = performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === window.location.origin && isKept(pathname));
  for (const address of new Set(asked.map(String))) fetch(address).catch(() => undefined);
};

/** Installs what makes the page open without a network; where the browser has no such thing the page works online. */
export const registerOffline = (): void => {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  if (serviceWorker.controller === null)
    serviceWorker.addEventListener('controllerchange', keepFirstAnswers, { once: true });
  window.addEventListener('load', () => {
    // A refusal (private window, full disk) costs only the time without a network.
    serviceWorker.register('/sw.js').catch(() => undefined);
  });
};
