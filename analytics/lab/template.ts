import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { COHORT_PARAMETERS } from '../cohorts/parameters.ts';
import { STUDY_TABLES, TABLE_NAMES, type StudyTable } from './tables.ts';

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const csvOf = (table: StudyTable): string => {
  const roles = table.roles.filter(({ example }) => example.length > 0);
  const rows = Math.max(...roles.map(({ example }) => example.length));
  const lines = Array.from({ length: rows }, (_, i) =>
    roles.map(({ example }) => cell(example[i] ?? '')).join(','),
  );
  return `${roles.map(({ name }) => name).join(',')}\n${lines.join('\n')}\n`;
};

/** What a template folder holds, by file name: every table with examples, what each column means, and a plan. */
export const templateFiles = (): Record<string, string> => ({
  ...Object.fromEntries(TABLE_NAMES.map((name) => [`${name}.csv`, csvOf(STUDY_TABLES[name])])),
  'plan.json': `${JSON.stringify({ date: '2026-03-01', parameters: COHORT_PARAMETERS }, null, 2)}\n`,
  'README.txt': TABLE_NAMES.map((name) => {
    const table = STUDY_TABLES[name];
    const roles = table.roles.map(
      (role) => `  ${role.name}${role.required ? '' : ' (if known)'}: ${role.meaning}`,
    );
    return `${name}.csv: gives ${table.gives}\n${roles.join('\n')}`;
  }).join('\n\n'),
});

/** Writes the template; a file that is there already is left as it is. Gives the names written. */
export const writeTemplate = (folder: string): string[] => {
  mkdirSync(folder, { recursive: true });
  return Object.entries(templateFiles()).flatMap(([name, text]) => {
    try {
      writeFileSync(path.join(folder, name), text, { flag: 'wx' });
      return [name];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return [];
      throw error;
    }
  });
};
