import { describe, expect, it } from 'vitest';
import { ERRORS } from '../../game/errors.ts';
import { GENERATED } from './generated.ts';
import { dependencies } from './generated/dependencies.ts';
import { projectFiles, readText } from './imports.ts';

describe('generated files', () => {
  it.each(Object.keys(GENERATED))('%s is what `npm run generate` writes', (file) => {
    expect(readText(file)).toBe(GENERATED[file]?.());
  });

  it('raises every registered error somewhere, and only registered ones', () => {
    const sources = projectFiles(/\.(ts|tsx)$/).filter((file) => !file.startsWith('game/errors'));
    const code = sources.map(readText).join('\n');
    expect(Object.keys(ERRORS).filter((name) => !code.includes(`'${name}'`))).toEqual([]);
  });
});

describe('licences', () => {
  /** Licences that let Joka be used, changed and passed on. Another one needs a look and a line here. */
  const ALLOWED =
    /^\(?(MIT|MIT-0|ISC|0BSD|BSD-[23]-Clause|BSD|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|Unlicense|Python-2\.0|Zlib|MPL-2\.0|EDL-1\.0|BSL-1\.0|OFL-1\.1)( (AND|OR) (MIT|ISC|BSD-[23]-Clause|Apache-2\.0|Zlib|CC0-1\.0|EPL-1\.0|GPL-[23]\.0(-or-later)?))*\)?$/;

  it('are all on the allow-list', () => {
    expect(dependencies().filter(({ licence }) => !ALLOWED.test(licence))).toEqual([]);
  });
});
