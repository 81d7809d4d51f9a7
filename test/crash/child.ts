import { readConfig } from '../../infra/config.ts';
import { dieAt } from '../../infra/crash-points.ts';
import { openScenario } from './doors.ts';
import { playInline } from './inline.ts';

/** The process that is killed: plays the scenario and dies at JOKA_TEST_CRASH_AT. Ends with 0 when it survives. */
const [url = '', folder = '', temporal = '', taskQueue = '', bundle = ''] = process.argv.slice(2);
const { JOKA_TEST_CRASH_AT: point } = readConfig();
const opened = await openScenario(url, folder);
if (point !== null) dieAt(point);
if (temporal === '') await playInline(opened);
else {
  const { playTemporal } = await import('./temporal.ts');
  await playTemporal(opened, temporal, taskQueue, bundle);
}
await opened.close();
process.exit(0);
