import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { JokaError } from '../../../game/errors.ts';

/** A file of a study and what its name says about the person. */
export type StudyFile = {
  readonly path: string;
  /** Path below what was given, with `/`: how messages name it. */
  readonly name: string;
  /** The person when the file itself names none: its name, or its folder where names are days. */
  readonly owner: string;
};

const DAY = /^\d{4}[-_.]?\d{2}[-_.]?\d{2}/;

const ownerOf = (name: string, given: string): string => {
  const stem = path.basename(name).replace(/\.(gz|csv|txt|tsv|gpx|plt|json|geojson|rec|parquet|xml)+$/gi, '');
  if (!DAY.test(stem) && !/^(Records|Semantic|Timeline|location-history|\d{4}_[A-Z]+)/i.test(stem))
    return stem;
  const folders = path.dirname(path.resolve(given, name)).split(path.sep);
  // Geolife keeps a person's days in <person>/Trajectory, Takeout a person's months in .../<year>.
  return (
    folders.findLast(
      (folder) => !/^(trajectory|semantic location history|location history|takeout|\d{4})$/i.test(folder),
    ) ?? stem
  );
};

/**
 * Files given by path, and those of folders given, in the order of their names. Hidden files are left out.
 * @throws JokaError LAB_FILE_MISSING
 */
export const listFiles = (given: readonly string[]): StudyFile[] =>
  given.flatMap((one) => {
    const found = statSync(one, { throwIfNoEntry: false });
    if (found === undefined) throw new JokaError('LAB_FILE_MISSING', { file: one });
    if (!found.isDirectory())
      return [
        {
          path: path.resolve(one),
          name: path.basename(one),
          owner: ownerOf(path.basename(one), path.dirname(one)),
        },
      ];
    return readdirSync(one, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => path.relative(one, path.join(entry.parentPath, entry.name)))
      .sort()
      .map((name) => ({
        path: path.resolve(one, name),
        name: name.replaceAll(path.sep, '/'),
        owner: ownerOf(name, one),
      }));
  });
