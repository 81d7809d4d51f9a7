import type { WorkboxPlugin } from 'workbox-core/types.js';
import { ExpirationPlugin } from 'workbox-expiration';
import { createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { NetworkFirst } from 'workbox-strategies';
import { ANSWERS, isKept } from './kept-answers.ts';

/** What this file uses of the scope it runs in; the page's own types have no workers in them. */
type Scope = {
  addEventListener(
    type: 'activate',
    listener: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void;
  clients: { claim(): Promise<void> };
};
const scope = globalThis as unknown as Scope;

declare const __PRECACHE__: { url: string; revision: string | null }[];

/** Seconds a question waits for the network before the phone's last answer is shown instead. */
const PATIENCE_SECONDS = 4;

// Its own types miss `undefined` where the plugin's do not.
const EXPIRY = new ExpirationPlugin({ maxEntries: 400, maxAgeSeconds: 7 * 24 * 3600 }) as WorkboxPlugin;

// The very first visit is kept too: it may be the only one with a network.
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
// The page itself, every file of it, is there without a network. A new version waits until the page is opened again.
precacheAndRoute(__PRECACHE__);
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), {
    denylist: [/^\/api\//, /^\/openapi/, /^\/map\//, /\.\w{1,12}$/],
  }),
);
// What this player was last told: clouds, offers, points. Writes never pass here: they wait in the page's own queue.
registerRoute(
  ({ url, request, sameOrigin }) => sameOrigin && request.method === 'GET' && isKept(url.pathname),
  new NetworkFirst({
    cacheName: ANSWERS,
    networkTimeoutSeconds: PATIENCE_SECONDS,
    plugins: [EXPIRY],
  }),
);
