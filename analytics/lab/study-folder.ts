import { readdirSync } from 'node:fs';
import path from 'node:path';
import { JokaError } from '../../game/errors.ts';
import type { StudyPaths } from './study.ts';
import { TABLE_NAMES } from './tables.ts';

/**
 * The tables of a study folder: a file `points.csv` (or .parquet, .csv.gz …) or a folder `points` for each.
 * @throws JokaError LAB_FILE_MISSING when the folder does not exist or holds none
 */
export const findTables = (folder: string): StudyPaths => {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    throw new JokaError('LAB_FILE_MISSING', { file: folder }, error);
  }
  const found = TABLE_NAMES.flatMap((table) => {
    const own = names.filter((name) => name === table || name.startsWith(`${table}.`));
    return own.length === 0 ? [] : [[table, own.map((name) => path.join(folder, name))] as const];
  });
  if (found.length === 0)
    throw new JokaError('LAB_FILE_MISSING', { file: path.join(folder, `${TABLE_NAMES.join('.csv, ')}.csv`) });
  return Object.fromEntries(found);
};
