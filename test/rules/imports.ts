import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

/** The project's root directory. */
export const ROOT = normalize(join(dirname(fileURLToPath(import.meta.url)), '..', '..'));

/** One import, re-export or dynamic import; `to` is a path from the root, or a package's name. */
export type Import = { from: string; to: string; local: boolean; typeOnly: boolean };

/** Files git knows or would add, from the root, with forward slashes; deleted ones left out. */
export const projectFiles = (pattern: RegExp): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => pattern.test(file))
    .filter((file) => {
      try {
        readFileSync(join(ROOT, file));
        return true;
      } catch {
        return false;
      }
    });

export const readText = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const resolve = (from: string, to: string): { to: string; local: boolean } =>
  to.startsWith('.')
    ? { to: relative(ROOT, join(ROOT, dirname(from), to.replace(/\?.*$/, ''))), local: true }
    : { to, local: false };

/** The imports of one TypeScript file, types told apart from values. */
export const importsOf = (file: string): Import[] => {
  const code = readText(file);
  const { module } = parseSync(file, code);
  const found: Import[] = [];
  for (const statement of module.staticImports) {
    const typeOnly = statement.entries.length > 0 && statement.entries.every((entry) => entry.isType);
    found.push({ from: file, ...resolve(file, statement.moduleRequest.value), typeOnly });
  }
  for (const statement of module.staticExports) {
    for (const entry of statement.entries) {
      if (entry.moduleRequest === null) continue;
      found.push({ from: file, ...resolve(file, entry.moduleRequest.value), typeOnly: entry.isType });
    }
  }
  for (const dynamic of module.dynamicImports) {
    const text = code.slice(dynamic.moduleRequest.start, dynamic.moduleRequest.end);
    const literal = /^['"`]([^'"`$]+)['"`]$/.exec(text)?.[1];
    if (literal !== undefined) found.push({ from: file, ...resolve(file, literal), typeOnly: false });
  }
  return found;
};
