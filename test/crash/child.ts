import { readConfig } from '../../infra/config.ts';
import { dieAt } from '../../infra/crash-points.ts';
import { openScenario } from './doors.ts';
import { playInline } from './inline.ts';
import { STORIES, type StoryName } from './scenario.ts';

const isStory = (name: string): name is StoryName => name in STORIES;

/** The process that is killed: plays the scenario and dies at JOKA_TEST_CRASH_AT. Ends with 0 when it survives. */
const [url = '', folder = '', story = 'game', temporal = '', taskQueue = '', bundle = ''] =
  process.argv.slice(2);
if (!isStory(story)) throw new Error(`no story ${story}`);
const { JOKA_TEST_CRASH_AT: point } = readConfig();
const opened = await openScenario(url, folder);
if (point !== null) dieAt(point);
if (temporal === '') await playInline(opened, story);
else {
  const { playTemporal } = await import('./temporal.ts');
  await playTemporal(opened, temporal, taskQueue, bundle, story);
}
await opened.close();
process.exit(0);
