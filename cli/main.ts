import { runCli } from './run.ts';
import type { Register } from './run.ts';
import { VERSION } from './version.ts';

/**
 * Every verb of `joka` by its name; the owner of `cli/<verb>.ts` adds its line. Only the verb that is asked for is
 * loaded, since together they take seconds.
 */
const VERBS: Readonly<Record<string, () => Promise<{ register: Register }>>> = {
  backup: () => import('./backup.ts'),
  config: () => import('./config.ts'),
  demo: () => import('./demo.ts'),
  doctor: () => import('./doctor.ts'),
  erase: () => import('./erase.ts'),
  feed: () => import('./feed.ts'),
  ingest: () => import('./ingest.ts'),
  init: () => import('./init.ts'),
  lab: () => import('./lab.ts'),
  lake: () => import('./lake.ts'),
  offers: () => import('./offers.ts'),
  photos: () => import('./photos.ts'),
  places: () => import('./places.ts'),
  quarantine: () => import('./quarantine.ts'),
  restore: () => import('./restore.ts'),
  runs: () => import('./runs.ts'),
  scenario: () => import('./scenario.ts'),
  start: () => import('./start.ts'),
  temporal: () => import('./temporal.ts'),
  territory: () => import('./territory.ts'),
};

// Reading the output of a list with `head` closes the pipe early: no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});

const argv = process.argv.slice(2);
const asked = Object.hasOwn(VERBS, argv[0] ?? '') ? [argv[0] ?? ''] : Object.keys(VERBS);
const loaded = await Promise.all(asked.map(async (name) => VERBS[name]?.()));
const verbs = loaded.flatMap((module) => (module === undefined ? [] : [module.register]));
process.exitCode = await runCli(argv, verbs, VERSION);
