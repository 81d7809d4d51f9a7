import { Argument, InvalidArgumentError, Option } from 'commander';
import { PHOTO_STATES, type PhotoState } from '../game/photo.ts';
import { printJson, printRows } from './output.ts';
import { addPhotos, type AddOptions } from './photos/add.ts';
import { pictureFiles } from './photos/files.ts';
import { listPhotos } from './photos/list.ts';
import { reviewPhoto } from './photos/review.ts';
import type { Register } from './run.ts';

const atLeastOne = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('A whole number from 1 on.');
  return value;
};

const uuid = (text: string): string => {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
    throw new InvalidArgumentError('The id of a photo, as `joka photos` lists it.');
  }
  return text.toLowerCase();
};

type Json = { json?: true };
type List = Json & { state?: PhotoState; territory?: string; limit: number };

/** `joka photos`: photographed ads and where they stand; add files, answer for one that waits for review. */
export const register: Register = (program, context) => {
  const photos = program
    .command('photos')
    .description('Photographed ads and where they stand; add files, answer for one that waits for review.');

  photos
    .command('list', { isDefault: true })
    .description('List photos, latest first (what `joka photos` alone does).')
    .addOption(new Option('--state <state>', 'only photos in this state').choices(PHOTO_STATES))
    .option('--territory <code>', 'only photos of this territory')
    .option('--limit <n>', 'at most so many', atLeastOne, 50)
    .option('--json', 'one JSON object per line')
    .addHelpText('after', '\nExample: joka photos add ../shared/data/photos --territory 62510')
    .action(async (options: List) => {
      const rows = await listPhotos(await context.database(), options);
      printRows(rows, { json: options.json, empty: 'no photos' });
    });

  photos
    .command('add <files...>')
    .description('Put picture files, or folders of them, through the gate and the pipeline.')
    .requiredOption('--territory <code>', 'territory the ads were seen in')
    .option('--cell <h3>', 'H3 cell of resolution 12 of the shop; by default the pictures’ own GPS tags')
    .option('--json', 'one JSON object per file')
    .action(async (named: string[], options: AddOptions & Json) => {
      const rows = await addPhotos(context, await pictureFiles(named), options);
      const shown = rows.map(({ file, state, verdict, title, code }) => ({
        file: file ?? null,
        state: state ?? null,
        verdict: verdict ?? null,
        title: title ?? null,
        code: code ?? null,
      }));
      printRows(options.json ? rows : shown, { json: options.json, empty: 'no pictures' });
      if (rows.some(({ state }) => state === 'refused' || state === 'failed')) process.exitCode = 1;
    });

  photos
    .command('review')
    .description('Answer for a photo that waits for a reviewer.')
    .argument('<photo>', 'id of the photo', uuid)
    .addArgument(new Argument('<answer>', 'what becomes of it').choices(['accept', 'reject']))
    .option('--json', 'one JSON document')
    .action(async (photo: string, answer: string, options: Json) => {
      await reviewPhoto(context, photo, answer === 'accept');
      if (options.json) printJson({ photo, answer });
      else console.log(`${answer}: the worker takes photo ${photo} up`);
    });
};
