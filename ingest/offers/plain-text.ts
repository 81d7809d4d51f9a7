const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euro: '€',
  hellip: '…',
  bull: '•',
  middot: '·',
  laquo: '«',
  raquo: '»',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  ndash: '–',
  mdash: '—',
  deg: '°',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  euml: 'ë',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  icirc: 'î',
  iuml: 'ï',
  ocirc: 'ô',
  ouml: 'ö',
  ugrave: 'ù',
  ucirc: 'û',
  uuml: 'ü',
  oelig: 'œ',
  aelig: 'æ',
  Eacute: 'É',
  Egrave: 'È',
  Ecirc: 'Ê',
  Agrave: 'À',
  Acirc: 'Â',
  Ccedil: 'Ç',
  Icirc: 'Î',
  Ocirc: 'Ô',
  copy: '©',
  reg: '®',
  trade: '™',
};

const codePoint = (n: number): string =>
  n > 0 && n <= 0x10ffff && !(n >= 0xd800 && n <= 0xdfff) ? String.fromCodePoint(n) : '';

const decode = (text: string): string =>
  text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,8}));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return codePoint(Number.parseInt(String(hex), 16));
    if (decimal !== undefined) return codePoint(Number.parseInt(String(decimal), 10));
    return ENTITIES[String(name)] ?? whole;
  });

const TAG = /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/i;

const HIDDEN = /<(script|style|head|template|iframe)\b[^<>]*>[\s\S]*?(?:<\/\1\s*>|$)/gi;
const BREAK = /<(?:br|hr)\s*\/?>|<\/(?:p|div|ul|ol|h[1-6]|tr|table|section|article)\s*>/gi;
const ITEM = /<li(?:\s[^<>]*)?>/gi;

const EVERY_TAG = new RegExp(TAG, 'gi');

const withoutElements = (text: string): string =>
  text
    .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replaceAll(HIDDEN, '')
    .replaceAll(ITEM, '\n- ')
    .replaceAll(BREAK, '\n')
    .replaceAll(EVERY_TAG, '');

/** True when the text carries HTML elements or entities. */
export const hasHtml = (text: string): boolean => TAG.test(text) || /&(?:#\w{2,7}|[a-z]{2,8});/i.test(text);

/**
 * Plain text with line feeds of anything a feed calls text: elements and comments go, scripts go with their content,
 * list items get a dash, entities are decoded once, control characters go, blank lines are collapsed.
 * Text without HTML comes out as it was but for its white space.
 */
export const toPlainText = (text: string): string => {
  const bare = text.includes('<') ? withoutElements(text) : text;
  return (bare.includes('&') ? decode(bare) : bare)
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?!\n)\p{Cc}/gu, ' ')
    .replaceAll(/[^\S\n]{2,}|[^\S\n ]/g, ' ')
    .replaceAll(/ \n ?|\n /g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
};

/** The same on one line. */
export const toLine = (text: string): string => toPlainText(text).replaceAll(/\s+/g, ' ');
