/** Installs what makes the page open without a network; where the browser has no such thing the page works online. */
export const registerOffline = (): void => {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  window.addEventListener('load', () => {
    // A refusal (private window, full disk) costs only the time without a network.
    navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  });
};
