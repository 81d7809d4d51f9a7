/** Names of parts in a date format, with what each matches. Longest first. */
const PARTS: readonly (readonly [string, string, string])[] = [
  ['yyyy', '(?<y>\\d{4})', 'y'],
  ['MM', '(?<mo>\\d{2})', 'mo'],
  ['dd', '(?<d>\\d{2})', 'd'],
  ['HH', '(?<h>\\d{2})', 'h'],
  ['mm', '(?<mi>\\d{2})', 'mi'],
  ['ss', '(?<s>\\d{2})', 's'],
  ['SSS', '(?<ms>\\d{1,9})', 'ms'],
  ['M', '(?<mo>\\d{1,2})', 'mo'],
  ['d', '(?<d>\\d{1,2})', 'd'],
  ['Z', '(?<z>Z|UTC|GMT|[+-]\\d{2}:?\\d{2})', 'z'],
];

const compiled = new Map<string, RegExp>();

const patternOf = (format: string): RegExp => {
  const known = compiled.get(format);
  if (known) return known;
  let pattern = '';
  for (let at = 0; at < format.length;) {
    const part = PARTS.toSorted((a, b) => b[0].length - a[0].length).find(([name]) =>
      format.startsWith(name, at),
    );
    if (part) {
      pattern += part[1];
      at += part[0].length;
    } else {
      pattern += (format[at] ?? '').replace(/[^\w\s]/, String.raw`\$&`);
      at += 1;
    }
  }
  const regex = new RegExp(`^\\s*${pattern}\\s*$`);
  compiled.set(format, regex);
  return regex;
};

const zones = new Map<string, Intl.DateTimeFormat>();

/** Minutes that a zone is ahead of UTC at an instant. */
const offsetAt = (zone: string, ms: number): number => {
  let format = zones.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      timeZoneName: 'longOffset',
      hour: 'numeric',
    });
    zones.set(zone, format);
  }
  const said = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const found = /GMT([+-])(\d{2}):(\d{2})/.exec(said);
  return found ? (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3])) : 0;
};

const offsets = new Map<string, number>();
/** The same, remembered by hour: a feed asks for few of them, many times. */
const offsetOf = (zone: string, ms: number): number => {
  const key = `${zone} ${Math.floor(ms / 3_600_000)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size > 20_000) offsets.clear();
  const found = offsetAt(zone, ms);
  offsets.set(key, found);
  return found;
};

const MINUTE_MS = 60_000;

/** A wall time of a zone as an instant; in the hour that does not exist, the one after it. */
const atZone = (wall: number, zone: string): number => {
  const first = wall - offsetOf(zone, wall) * MINUTE_MS;
  return wall - offsetOf(zone, first) * MINUTE_MS;
};

const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const within = (ms: number): number | null => (ms >= EARLIEST && ms < LATEST ? ms : null);

const ISO =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:\s?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?$/;
const ZONED = /(?:Z|UTC|[+-]\d{2}:?\d{2})$/;

const iso = (text: string, zone: string): number | null => {
  if (!ISO.test(text)) return null;
  const plain = text
    .replace(' ', 'T')
    .replace(/\s?UTC$/, 'Z')
    .replaceAll(' ', '');
  if (plain.includes('T') && ZONED.test(plain.slice(11))) return within(Date.parse(plain));
  const wall = Date.parse(plain.includes('T') ? `${plain}Z` : `${plain}T00:00:00Z`);
  return Number.isFinite(wall) ? within(atZone(wall, zone)) : null;
};

/** `Wed, 26 Feb 2025 16:40:27 +0100`: the month is a name, so nothing can be mistaken. */
const rfc822 = (text: string): number | null =>
  /^(?:\w{3,9},\s*)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?\s*(?:[A-Z]{1,4}|[+-]\d{4})$/.test(
    text,
  )
    ? within(Date.parse(text))
    : null;

const byFormat = (text: string, format: string, zone: string): number | null => {
  const groups = patternOf(format).exec(text)?.groups;
  if (!groups) return null;
  const n = (name: string): number => Number(groups[name] ?? 0);
  const wall = Date.UTC(n('y'), n('mo') - 1, n('d'), n('h'), n('mi'), n('s'));
  const back = new Date(wall);
  // 31/02 is no day: JavaScript would call it 3 March
  if (back.getUTCDate() !== n('d') || back.getUTCMonth() !== n('mo') - 1) return null;
  const said = groups['z'];
  if (said === undefined) return within(atZone(wall, zone));
  const offset = /([+-])(\d{2}):?(\d{2})/.exec(said);
  const minutes = offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  return within(wall - minutes * MINUTE_MS);
};

/**
 * An instant as a feed writes it, by the formats its mapping declares, the first that fits; a day is its midnight in the
 * zone. Null when none fits: day and month are never guessed.
 * @returns ISO 8601, UTC
 */
export const readInstant = (text: string, formats: readonly string[], zone: string): string | null => {
  const trimmed = text.trim();
  for (const format of formats) {
    const ms =
      format === 'iso'
        ? iso(trimmed, zone)
        : format === 'rfc822'
          ? rfc822(trimmed)
          : byFormat(trimmed, format, zone);
    if (ms !== null && Number.isFinite(ms)) return new Date(ms).toISOString();
  }
  return null;
};
