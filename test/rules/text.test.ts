import { describe, expect, it } from 'vitest';
import { projectFiles, readText } from './imports.ts';

const texts = projectFiles(/\.(ts|tsx|mjs|md|json|css|html|sql|yml|yaml|sh)$|^\.ci\/run$/).filter(
  (file) => file !== 'package-lock.json',
);

describe('the project’s own text', () => {
  it('names no registry host: clients are set up outside', () => {
    const hosts = new RegExp(['registry', 'proxy'].map((name) => String.raw`https?://${name}\.`).join('|'));
    expect(texts.filter((file) => hosts.test(readText(file)))).toEqual([]);
  });

  it('has every link between its documents pointing at a file', () => {
    const broken: string[] = [];
    for (const file of texts.filter((name) => name.endsWith('.md'))) {
      const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
      for (const [, target] of readText(file).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
        if (target === undefined || /^[a-z]+:/.test(target)) continue;
        const path = new URL(target, `file:///${folder}`).pathname.slice(1);
        if (projectFiles(new RegExp(`^${path.replaceAll('.', String.raw`\.`)}`)).length === 0)
          broken.push(`${file}: ${target}`);
      }
    }
    expect(broken).toEqual([]);
  });
});
