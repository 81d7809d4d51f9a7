import { Parser } from 'htmlparser2';
import { isObject } from '../row-reader.ts';
import type { RawObject } from '../row-reader.ts';

/** What a page holds: its blocks of JSON-LD, its own address, and the text people see. */
export type PageParts = {
  readonly blocks: readonly string[];
  readonly canonical: string | null;
  readonly text: string;
};

const MAX_TEXT = 200_000;

/** Takes an HTML page apart in one pass; broken markup is no error. */
export const partsOfPage = (html: string): PageParts => {
  const blocks: string[] = [];
  let canonical: string | null = null;
  let text = '';
  let block: string | null = null;
  let hidden = 0;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === 'script' && /ld\+json/i.test(attributes['type'] ?? '')) block = '';
      if (name === 'script' || name === 'style' || name === 'template') hidden += 1;
      if (name === 'link' && attributes['rel'] === 'canonical') canonical ??= attributes['href'] ?? null;
    },
    ontext: (chunk) => {
      if (block !== null) block += chunk;
      else if (hidden === 0 && text.length < MAX_TEXT) text += `${chunk} `;
    },
    onclosetag: (name) => {
      if (name === 'script' && block !== null) {
        blocks.push(block);
        block = null;
      }
      if (name === 'script' || name === 'style' || name === 'template') hidden = Math.max(0, hidden - 1);
    },
  });
  parser.end(html);
  return { blocks, canonical, text };
};

/** Outside strings: comments and commas before a closing bracket go; inside: raw control characters are escaped. */
const repaired = (json: string): string => {
  const TOKEN =
    /"(?:[^"\\]|\\[\s\S])*"|\/\*[\s\S]*?\*\/|(?<=^|[\s,{}[\]])\/\/[^\n]*|<!--|-->|<!\[CDATA\[|\]\]>|,(?=\s*[}\]])/g;
  return json.replaceAll(TOKEN, (token) =>
    token.startsWith('"')
      ? token.replaceAll(/\p{Cc}/gu, (c) => (c === '\n' ? String.raw`\n` : c === '\t' ? String.raw`\t` : ' '))
      : '',
  );
};

/**
 * A block of JSON-LD as sites write it: comments, CDATA marks, commas too many and raw line feeds in strings are put
 * right; null when it is no JSON even so.
 */
export const parseJsonLd = (block: string): unknown => {
  try {
    return JSON.parse(block);
  } catch {
    try {
      return JSON.parse(repaired(block).replace(/;\s*$/, ''));
    } catch {
      return null;
    }
  }
};

const isPosting = (value: RawObject): boolean =>
  [value['@type']].flat().some((type) => typeof type === 'string' && /(?:^|[/:])JobPosting$/.test(type));

/** Every JobPosting inside a value, however deep: lists, `@graph`, `mainEntity`, `itemListElement`. */
export const postingsIn = (value: unknown, depth = 0): RawObject[] => {
  if (depth > 8) return [];
  if (Array.isArray(value)) return value.flatMap((one) => postingsIn(one, depth + 1));
  if (!isObject(value)) return [];
  if (isPosting(value)) return [value];
  return Object.values(value).flatMap((inner) =>
    typeof inner === 'object' ? postingsIn(inner, depth + 1) : [],
  );
};

const GONE =
  /(?:offre|annonce|poste)[^.]{0,40}(?:n['’]est plus (?:disponible|en ligne|d['’]actualité)|a (?:expir[ée]|[ée]t[ée] pourvue?)|est (?:expir[ée]e|cl[ôo]tur[ée]e|pourvue?|archiv[ée]e))|no longer (?:available|accepting)|job (?:has )?expired/i;

/** True when the page says to people that the offer is over, whatever its data says. */
export const saysGone = (text: string): boolean => GONE.test(text);
