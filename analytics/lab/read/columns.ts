import { JokaError } from '../../../game/errors.ts';
import type { StudyTable } from '../tables.ts';
import { plainHeader } from './dialect.ts';

/** Column of the file, by its position, that is read for each role. */
export type ColumnMap = Readonly<Record<string, number>>;

/**
 * Which column is read for which role: what `--columns` says first, then the first name of a role's list that the
 * header has. Roles and columns are each used once.
 * @throws JokaError LAB_COLUMN_MISSING for a required role; LAB_COLUMN_UNKNOWN for a column `--columns` names in vain;
 * LAB_READING_AMBIGUOUS when two columns may be the person
 */
export const mapColumns = (
  table: StudyTable,
  header: readonly string[],
  said: Readonly<Record<string, string>>,
): ColumnMap => {
  const plain = header.map(plainHeader);
  const map: Record<string, number> = {};
  const used = new Set<number>();
  for (const [role, column] of Object.entries(said)) {
    if (!table.roles.some(({ name }) => name === role)) continue;
    const at = header.findIndex((name, i) => name === column || plain[i] === plainHeader(column));
    if (at < 0)
      throw new JokaError('LAB_COLUMN_UNKNOWN', { table: table.name, column, columns: header.join(', ') });
    map[role] = at;
    used.add(at);
  }
  // A role's own name beats another role's synonym for it.
  for (const synonyms of [1, Number.POSITIVE_INFINITY])
    for (const role of table.roles) {
      if (map[role.name] !== undefined) continue;
      const fitting = role.names.slice(0, synonyms).flatMap((name) => {
        const at = plain.indexOf(name);
        return at < 0 || used.has(at) ? [] : [at];
      });
      const [first] = fitting;
      if (first === undefined) continue;
      if (role.name === 'person' && fitting.length > 1)
        throw new JokaError('LAB_READING_AMBIGUOUS', {
          table: table.name,
          what: `columns ${fitting.map((at) => header[at]).join(' and ')} may both be the person`,
          rows: '',
          flag: `--columns person=${header[first]}`,
        });
      map[role.name] = first;
      used.add(first);
    }
  if (
    map['time'] === undefined &&
    map['date'] !== undefined &&
    table.roles.some(({ name }) => name === 'hour')
  ) {
    map['time'] = map['date'];
    if (map['hour'] === undefined) delete map['date'];
  }
  const missing = table.roles.find(({ name, required }) => required && map[name] === undefined);
  if (missing !== undefined)
    throw new JokaError('LAB_COLUMN_MISSING', {
      table: table.name,
      role: missing.name,
      meaning: missing.meaning,
      columns: header.join(', '),
    });
  return map;
};
