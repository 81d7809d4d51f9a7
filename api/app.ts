import { randomBytes, randomUUID } from 'node:crypto';
import fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { TSchema } from '@sinclair/typebox';
import { createAuth } from './accounts/auth.ts';
import { createSessions } from './accounts/sessions.ts';
import { CONTRACT } from './contract/contract.ts';
import { API_PREFIX } from './contract/route.ts';
import type { AppDeps } from './deps.ts';
import { installCompression } from './plugins/compression.ts';
import { installDocumentation } from './plugins/documentation.ts';
import { installErrors } from './plugins/errors.ts';
import { installHealth } from './plugins/health.ts';
import { createImplement } from './plugins/implement.ts';
import { installPage } from './plugins/page.ts';
import { installSecurity } from './plugins/security.ts';
import { readPart } from './plugins/validation.ts';
import type { Part } from './plugins/validation.ts';
import { actRoutes } from './routes/acts.ts';
import { demoRoutes } from './routes/demo.ts';
import { enterRoutes } from './routes/enter.ts';
import { fileRoutes } from './routes/files.ts';
import { hiddenRoutes } from './routes/hidden.ts';
import { instanceRoutes } from './routes/instance.ts';
import { createKit } from './routes/kit.ts';
import { labRoutes } from './routes/lab.ts';
import { meRoutes } from './routes/me.ts';
import { offerRoutes } from './routes/offers.ts';
import { operatorRoutes } from './routes/operator.ts';
import { passkeyRoutes } from './routes/passkeys.ts';
import { photoRoutes } from './routes/photos.ts';
import { playRoutes } from './routes/play.ts';
import { rallyRoutes } from './routes/rallies.ts';
import { territoryRoutes } from './routes/territory.ts';

const ROUTES = [
  instanceRoutes,
  enterRoutes,
  meRoutes,
  offerRoutes,
  playRoutes,
  actRoutes,
  photoRoutes,
  hiddenRoutes,
  territoryRoutes,
  labRoutes,
  operatorRoutes,
  fileRoutes,
  rallyRoutes,
  passkeyRoutes,
  demoRoutes,
];

/** A phone on a slow network sends a photo in minutes, not in seconds. */
const REQUEST_MS = 180_000;
/** Longer work is a pipeline's. */
const HANDLER_MS = 30_000;

const createServer = ({ config, log, tls }: AppDeps): FastifyInstance => {
  const options = {
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    bodyLimit: 256 * 1024,
    requestTimeout: REQUEST_MS,
    handlerTimeout: HANDLER_MS,
    connectionTimeout: REQUEST_MS,
    routerOptions: { maxParamLength: 128, ignoreTrailingSlash: true },
  } as const;
  return tls === null
    ? fastify(options)
    : (fastify({ ...options, https: tls }) as unknown as FastifyInstance);
};

/** Every route of the server is the contract's or one of these, and every route of the contract is served. */
const OUTSIDE = /^\/(healthz|readyz|api\/openapi\.json|api\/docs|map\/tiles\.pmtiles|\*)$/;
const holdContract = (app: FastifyInstance): void => {
  const served = new Set<string>();
  app.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) if (name !== 'HEAD') served.add(`${name} ${url}`);
  });
  app.addHook('onReady', async () => {
    const promised = CONTRACT.map((route) => `${route.method} ${API_PREFIX}${route.path}`);
    const missing = promised.filter((route) => !served.has(route));
    const extra = [...served].filter(
      (route) => !promised.includes(route) && !OUTSIDE.test(route.split(' ')[1] ?? ''),
    );
    if (missing.length + extra.length > 0)
      throw new Error(`Routes and contract differ: missing ${missing.join(', ')}; extra ${extra.join(', ')}`);
  });
};

/** The web application over given doors; listens nowhere by itself. */
export const createApp = (deps: AppDeps): FastifyInstance => {
  const app = createServer(deps);
  const auth = createAuth(deps.db.idp, randomBytes(32).toString('base64url'));
  const sessions = createSessions({ db: deps.db, auth, clock: deps.clock });
  app.setValidatorCompiler<TSchema>(({ schema, httpPart }) => (value: unknown) => {
    try {
      return { value: readPart(schema, (httpPart ?? 'body') as Part, value) };
    } catch (error) {
      return { error: error as Error };
    }
  });
  // Answers are checked and written by `implement`: nothing is dropped on the way out.
  app.setSerializerCompiler(() => (value: unknown) => JSON.stringify(value));
  app.decorateRequest('session', null);
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  holdContract(app);
  installErrors(app, deps.config);
  installSecurity(app, deps);
  installCompression(app);
  installDocumentation(app, deps.config.version);
  void app.register(async (scope) => {
    const implement = createImplement(scope, deps, sessions);
    const kit = createKit(deps, { implement, sessions, auth });
    for (const install of ROUTES) install(kit);
  });
  installHealth(app, deps);
  installPage(app, deps.config);
  return app;
};
