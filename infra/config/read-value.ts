import net from 'node:net';
import type { Variable } from './variable.ts';

/** A value, or what was expected instead, in words. */
export type ReadValue = { value: string | number | boolean | readonly string[] } | { expected: string };

const isUrl = (text: string, schemes: readonly string[]): URL | null => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && schemes.includes(url.protocol) ? url : null;
};

const isAddress = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const family = net.isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
};

const integer = (text: string, [low, high]: readonly [number, number], unit: string): ReadValue => {
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= low && value <= high) return { value };
  return { expected: `a whole number${unit === '' ? '' : ` of ${unit}`} between ${low} and ${high}` };
};

const list = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** Reads the text of one variable by its type. Never repeats the text, which may be a secret. */
export const readValue = (variable: Variable, text: string): ReadValue => {
  switch (variable.type) {
    case 'port':
      return integer(text, [0, 65_535], '');
    case 'integer':
      return integer(text, variable.range ?? [0, Number.MAX_SAFE_INTEGER], variable.unit ?? '');
    case 'flag':
      if (['true', '1', 'yes'].includes(text)) return { value: true };
      if (['false', '0', 'no'].includes(text)) return { value: false };
      return { expected: 'true or false' };
    case 'url':
      return isUrl(text, ['http:', 'https:']) === null
        ? { expected: 'an address beginning with http:// or https://' }
        : { value: text };
    case 'origin': {
      const url = isUrl(text, ['http:', 'https:']);
      const bare =
        url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
      return bare
        ? { value: url.origin }
        : { expected: 'an http(s) address without path: https://joka.example.org' };
    }
    case 'postgres-url':
      return isUrl(text, ['postgres:', 'postgresql:']) === null
        ? { expected: 'of the form postgres://user:password@host:5432/database' }
        : { value: text };
    case 'list':
      return { value: list(text) };
    case 'address-list': {
      const wrong = list(text).some((item) => !isAddress(item));
      return wrong ? { expected: 'IP addresses or CIDR ranges separated by commas' } : { value: list(text) };
    }
    case 'choice':
      return variable.choices?.includes(text) === true
        ? { value: text }
        : { expected: `one of ${variable.choices?.join(', ') ?? ''}` };
    default:
      return { value: text };
  }
};
