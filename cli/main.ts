import { register as backup } from './backup.ts';
import { register as config } from './config.ts';
import { register as doctor } from './doctor.ts';
import { register as erase } from './erase.ts';
import { register as feed } from './feed.ts';
import { register as ingest } from './ingest.ts';
import { register as init } from './init.ts';
import { register as lake } from './lake.ts';
import { register as offers } from './offers.ts';
import { register as photos } from './photos.ts';
import { register as quarantine } from './quarantine.ts';
import { runCli } from './run.ts';
import type { Register } from './run.ts';
import { register as restore } from './restore.ts';
import { register as runs } from './runs.ts';
import { register as start } from './start.ts';
import { register as temporal } from './temporal.ts';
import { register as territory } from './territory.ts';
import { VERSION } from './version.ts';

/** Every verb of `joka`. The owner of `cli/<verb>.ts` adds its import above and its name here. */
const VERBS: readonly Register[] = [
  backup,
  config,
  doctor,
  erase,
  feed,
  ingest,
  init,
  lake,
  offers,
  photos,
  quarantine,
  restore,
  runs,
  start,
  temporal,
  territory,
];

// Reading the output of a list with `head` closes the pipe early: no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
});

process.exitCode = await runCli(process.argv.slice(2), VERBS, VERSION);
