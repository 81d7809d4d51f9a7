import { describe, expect, it } from 'vitest';
import { PANEL_METRICS } from '../../analytics/metrics/index.ts';
import { PUBLISHED_TABLES } from '../../analytics/published/tables.ts';
import { ROLES } from '../../api/contract/route.ts';
import { ACTS, OUTCOMES } from '../../game/acts.ts';
import { FOG_REFUSALS } from '../../game/fog.ts';
import { CONTRACTS, ORIGINS, PRECISIONS } from '../../game/offer.ts';
import { APPLY_WAYS, PHOTO_STATES } from '../../game/photo.ts';
import { RULES } from '../../game/scenario.ts';
import { projectFiles, readText } from '../../test/rules/imports.ts';
import { LANGUAGES, parseWords } from './parse.ts';
import { fill } from './say.ts';
import { usesOf } from './uses.ts';

const words = parseWords(readText('docs/words.md'));
const sources = projectFiles(/^viz\/.*\.tsx?$/).filter(
  (file) => !/\.test\.|\/words\/(words|uses|parse|say)\.ts$/.test(file),
);
const uses = sources.map((file) => ({ file, ...usesOf(readText(file)) }));

describe('the words of the interface', () => {
  it('are all there that the page asks for', () => {
    const missing = uses.flatMap(({ file, keys }) =>
      [...keys].filter((key) => !words.fr.has(key)).map((key) => `${file}: ${key}`),
    );
    expect(sources.length).toBeGreaterThan(40);
    expect(missing).toEqual([]);
  });

  it('are all asked for', () => {
    const asked = new Set(uses.flatMap(({ keys }) => [...keys]));
    const patterns = uses.flatMap((use) => use.patterns);
    const unused = [...words.fr.keys()].filter(
      (key) => !asked.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });

  it('name every value of the lists that the page shows', () => {
    const families: Record<string, readonly string[]> = {
      contract: CONTRACTS,
      precision: PRECISIONS,
      origin: ORIGINS,
      'act.did': ACTS,
      outcome: OUTCOMES,
      rule: RULES,
      apply: APPLY_WAYS,
      'photo.state': PHOTO_STATES,
      'play.refused': FOG_REFUSALS,
      published: PUBLISHED_TABLES,
      measure: PANEL_METRICS,
      row: [...ACTS, ...OUTCOMES],
      'door.persona': ROLES,
    };
    const missing = Object.entries(families).flatMap(([family, keys]) =>
      keys.map((key) => `${family}.${key}`).filter((key) => !words.fr.has(key)),
    );
    expect(missing).toEqual([]);
  });

  it('hold the same places for values in both languages', () => {
    const places = (text: string) =>
      new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).filter((name) => name !== 's'));
    for (const [key, french] of words.fr) {
      expect(places(words.en.get(key) ?? ''), key).toEqual(places(french));
    }
  });

  it('say « tu » in the game, « vous » elsewhere, neither where both read', () => {
    const tu = /(?<!\p{L})(tu|ton|ta|tes|toi|te|t'\p{L}+)(?!\p{L})/iu;
    const vous = /(?<!\p{L})(vous|votre|vos)(?!\p{L})/iu;
    const formal = /^(door|lab|territory|operator|adviser|published|measure|row|codebook)\./;
    const wrong = [...words.fr].filter(
      ([key, text]) => (!key.startsWith('play.') && tu.test(text)) || (!formal.test(key) && vous.test(text)),
    );
    expect(wrong).toEqual([]);
  });

  it('use the chosen words and none of those they replace', () => {
    const refused =
      /supprim|brouillon|quarantaine|débloqu|(?<!\p{L})preuves?(?!\p{L})|cellule|usager|bénéficiaire/iu;
    for (const [key, text] of words.fr) expect(refused.test(text), `${key}: ${text}`).toBe(false);
    const all = [...words.fr.values()].join('\n');
    const chosen = [
      'masqué (moins de 11 personnes)',
      'à vérifier',
      'Mis de côté',
      'Découvrir',
      'Mes démarches',
      'participant',
      'maille',
      "Ton téléphone envoie une case d'environ 50 m et l'heure, effacées après 72 h",
    ];
    for (const word of chosen) expect(all).toContain(word);
    const institutions = [...words.fr].filter(([key]) => key.startsWith('territory.'));
    expect(institutions.filter(([, text]) => /joueur/.test(text))).toEqual([]);
  });

  it('are shown without a trace of their own marks', () => {
    for (const language of LANGUAGES) {
      for (const [key, text] of words[language]) {
        const values = Object.fromEntries(
          [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name ?? '', 2] as const),
        );
        expect(fill(language, text, values), key).not.toMatch(/[{}]/);
      }
    }
  });
});

describe('filling a text', () => {
  it('follows n in French and in English', () => {
    expect(fill('fr', '{n} nuage{s}', { n: 0 })).toBe('0 nuage');
    expect(fill('en', '{n} cloud{s}', { n: 0 })).toBe('0 clouds');
    expect(fill('fr', '{n} nuage{s}', { n: 1234.5 })).toBe('1\u202F234,5 nuages');
    expect(fill('en', '{n} {person/people}', { n: 1 })).toBe('1 person');
  });

  it('refuses a key given twice or without a text, naming the line', () => {
    const row = '| `a.b` | un | one |';
    expect(() => parseWords(`${row}\n${row}`)).toThrow(/line 2.*a\.b/);
    expect(() => parseWords('| `a.b` | un |  |')).toThrow(/line 1/);
  });
});
