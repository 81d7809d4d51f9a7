import type { Variable } from './variable.ts';

/** Every variable of the environment that Joka reads. `joka config` and the README's table print this. */
export const VARIABLES = {
  JOKA_PORT: { type: 'port', default: '8080', sentence: 'Port of the web server; 0 takes a free one.' },
  JOKA_HOST: {
    type: 'text',
    default: '127.0.0.1',
    unit: 'address',
    sentence: 'Address the web server binds; anything but loopback turns the demo off.',
  },
  JOKA_HOME: {
    type: 'path',
    default: '.joka',
    sentence: 'Directory of everything the embedded form keeps: database, objects, caches.',
  },
  JOKA_PUBLIC_URL: {
    type: 'origin',
    sentence: 'Where people reach this instance, for links, cookies and passkeys: https://joka.example.org.',
  },
  JOKA_TLS_CERT: { type: 'path', sentence: 'PEM certificate chain, to serve https without a proxy.' },
  JOKA_TLS_KEY: { type: 'path', sentence: 'PEM private key of JOKA_TLS_CERT.' },
  JOKA_TRUSTED_PROXIES: {
    type: 'address-list',
    default: '',
    sentence: 'Addresses or CIDR ranges of the proxies whose X-Forwarded-* headers are believed.',
  },
  DATABASE_URL: {
    type: 'postgres-url',
    secret: true,
    sentence: 'PostgreSQL 15 or newer; without it Joka runs its own in JOKA_HOME.',
  },
  JOKA_DATABASE_POOL: {
    type: 'integer',
    default: '4',
    unit: 'connections per role',
    range: [1, 50],
    sentence: 'Connections that each process opens at most, for each of the seven roles.',
  },
  JOKA_PHOTO_OFFER_DAYS: {
    type: 'integer',
    default: '60',
    unit: 'days',
    range: [7, 365],
    sentence: 'An ad photographed in a window is closed when nobody saw it again for this long.',
  },
  JOKA_S3_BUCKET: {
    type: 'text',
    sentence: 'Bucket for photos, raw pages and Parquet; without it objects are files in JOKA_HOME.',
  },
  JOKA_S3_ENDPOINT: {
    type: 'url',
    sentence: 'Address of an S3 server other than AWS, whose buckets are in the path.',
  },
  JOKA_S3_REGION: { type: 'text', default: 'us-east-1', sentence: 'Region the requests are signed for.' },
  JOKA_S3_ACCESS_KEY: { type: 'text', secret: true, sentence: 'Access key of the bucket.' },
  JOKA_S3_SECRET_KEY: { type: 'text', secret: true, sentence: 'Secret key of the bucket.' },
  JOKA_TEMPORAL_ADDRESS: {
    type: 'text',
    unit: 'host:port',
    sentence: 'Temporal server that runs the pipelines; without it they run inline on PostgreSQL.',
  },
  JOKA_TEMPORAL_NAMESPACE: { type: 'text', default: 'default', sentence: 'Temporal namespace.' },
  JOKA_TEMPORAL_TLS_CA: {
    type: 'path',
    sentence: 'Certificate authority (PEM) of a Temporal server reached by TLS, when it is not a public one.',
  },
  JOKA_TEMPORAL_TLS_CERT: {
    type: 'path',
    sentence: 'Certificate (PEM) that this instance shows to Temporal; with JOKA_TEMPORAL_TLS_KEY.',
  },
  JOKA_TEMPORAL_TLS_KEY: { type: 'path', sentence: 'Private key (PEM) of JOKA_TEMPORAL_TLS_CERT.' },
  JOKA_TEMPORAL_TLS_NAME: {
    type: 'text',
    sentence: 'Name the Temporal server’s certificate is checked against, when it is not its host.',
  },
  JOKA_TEMPORAL_TLS: {
    type: 'flag',
    default: 'false',
    sentence:
      'Reach Temporal by TLS with public authorities; set by itself when another JOKA_TEMPORAL_TLS_* or the API key is.',
  },
  JOKA_TEMPORAL_API_KEY: {
    type: 'text',
    secret: true,
    sentence: 'API key of a hosted Temporal, which is then reached by TLS.',
  },
  JOKA_TEMPORAL_TASK_QUEUE: { type: 'text', default: 'joka', sentence: 'Temporal task queue.' },
  JOKA_MAP_PMTILES: {
    type: 'path',
    sentence: 'PMTiles file served as base map in place of the plain one.',
  },
  JOKA_MAP_STYLE: {
    type: 'url',
    sentence: 'MapLibre style in place of the plain one; another host needs JOKA_MAP_FOREIGN_HOST.',
  },
  JOKA_MAP_FOREIGN_HOST: {
    type: 'text',
    unit: 'host name',
    sentence:
      'Host of JOKA_MAP_STYLE, repeated to accept that it learns the address of every visitor and which part of the map each one looks at.',
  },
  JOKA_API_MEMORY_MB: {
    type: 'integer',
    default: '256',
    unit: 'MB',
    range: [64, 1_000_000],
    sentence: 'Memory of DuckDB in the web process.',
  },
  JOKA_WORKER_MEMORY_MB: {
    type: 'integer',
    default: '1024',
    unit: 'MB',
    range: [128, 1_000_000],
    sentence: 'Memory of DuckDB in the worker.',
  },
  JOKA_OCR: {
    type: 'choice',
    default: 'auto',
    choices: ['auto', 'tesseract'],
    sentence:
      'Engines that read photos: both, or Tesseract alone, which needs 0.4 GB less memory and reads oblique photos worse.',
  },
  JOKA_FRANCETRAVAIL_CLIENT_ID: {
    type: 'text',
    sentence:
      'Client id of the France Travail API "Offres d’emploi v2", from francetravail.io; only to read it by HTTP.',
  },
  JOKA_FRANCETRAVAIL_CLIENT_SECRET: {
    type: 'text',
    secret: true,
    sentence: 'Client secret that belongs to JOKA_FRANCETRAVAIL_CLIENT_ID.',
  },
  JOKA_LBA_API_KEY: {
    type: 'text',
    secret: true,
    sentence:
      'Key of the API of La bonne alternance, from api.apprentissage.beta.gouv.fr; only to read it by HTTP.',
  },
  JOKA_ENGAGEMENT_API_KEY: {
    type: 'text',
    secret: true,
    sentence: 'Key of API Engagement, from api-engagement.beta.gouv.fr; only to read it by HTTP.',
  },
  JOKA_FEEDS_PRIVATE_HOSTS: {
    type: 'list',
    default: '',
    unit: 'host:port',
    sentence:
      'Hosts that feeds may be fetched from although their address is private: a partner inside your own network.',
  },
  JOKA_LOG_LEVEL: {
    type: 'choice',
    default: 'info',
    choices: ['debug', 'info', 'warn', 'error', 'silent'],
    sentence: 'Least severe line that is written.',
  },
  JOKA_DEMO_TOWN: {
    type: 'choice',
    default: 'demo',
    choices: ['demo', 'small'],
    sentence: 'Size of the generated town: the whole demo, or a small one that is played in seconds.',
  },
  JOKA_TEST_DATABASE_URL: {
    type: 'postgres-url',
    secret: true,
    test: true,
    sentence: 'Maintenance database of a PostgreSQL for the suites, in place of the embedded one.',
  },
  JOKA_TEST_S3_ENDPOINT: { type: 'url', test: true, sentence: 'S3 server for the suites.' },
  JOKA_TEST_TEMPORAL_ADDRESS: {
    type: 'text',
    unit: 'host:port',
    test: true,
    sentence: 'Temporal server for the suites.',
  },
  JOKA_TEST_CHROMIUM: { type: 'path', test: true, sentence: 'Chromium for the suites in a browser.' },
  JOKA_TEST_CRASH_AT: {
    type: 'text',
    unit: 'crash point',
    test: true,
    sentence: 'Name of the crash point at which the process kills itself.',
  },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;
