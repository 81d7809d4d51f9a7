import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import type { AppDeps } from '../deps.ts';

/** What the page may load: itself. Maps need workers from blobs; styles of the map library are inline. */
const policy = (foreignHost: string | null, https: boolean) => {
  const map = foreignHost === null ? [] : [`https://${foreignHost}`];
  return {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:', ...map],
      connectSrc: ["'self'", ...map],
      fontSrc: ["'self'", ...map],
      workerSrc: ["'self'", 'blob:'],
      manifestSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      ...(https ? { upgradeInsecureRequests: [] } : {}),
    },
  };
};

/** Bytes of an uploaded file; the gate's own limit is lower and speaks better. */
const MAX_FILE = 9 * 1024 * 1024;

/** Headers, cookies, limits of rate, size and pressure: before any route. */
export const installSecurity = (app: FastifyInstance, { config, limits }: AppDeps): void => {
  void app.register(cookie);
  void app.register(helmet, {
    contentSecurityPolicy: policy(config.foreignHost, config.https),
    strictTransportSecurity: config.https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  app.addHook('onSend', async (_request, reply) => {
    void reply.header('permissions-policy', 'geolocation=(self), camera=(self), microphone=(), payment=()');
  });
  void app.register(rateLimit, {
    global: true,
    // Every route of the contract has a limit of its own; what is left are the files of the page.
    max: limits.filesPerMinute,
    timeWindow: '1 minute',
    skipOnError: false,
  });
  void app.register(multipart, {
    limits: { fileSize: MAX_FILE, files: 1, parts: 6, fields: 5, fieldSize: 200, headerPairs: 20 },
  });
  if (limits.pressure)
    void app.register(underPressure, {
      // No limit of utilization: on a machine busy with other work it is 1 while every answer comes in time.
      maxEventLoopDelay: 3000,
      maxHeapUsedBytes: 1_500_000_000,
      maxRssBytes: 3_000_000_000,
      retryAfter: 5,
      exposeStatusRoute: false,
    });
};
