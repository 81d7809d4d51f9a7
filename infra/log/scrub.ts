/**
 * What may never be written, whoever tries: H3 cells (hexadecimal and decimal), coordinates (a decimal number of four
 * digits or more), passwords inside addresses, e-mail addresses, session tokens in headers.
 */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\b8[0-9a-f]{14}\b/gi, '(cell)'],
  [/(?<![\d.])[56]\d{17}(?![\d.])/g, '(cell)'],
  [/(?<![\d.])-?\d{1,3}\.\d{4,}(?!\d)/g, '(coordinate)'],
  [/:\/\/[^\s:/@"]*:[^\s@"]*@/g, '://(secret)@'],
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, '(address)'],
  [/(authorization|cookie)(\\?"?\s*[:=]\s*\\?"?)[^"\\\s,}]+/gi, '$1$2(secret)'],
];

/** A text with everything forbidden replaced. */
export const scrub = (text: string): string =>
  FORBIDDEN.reduce((left, [pattern, instead]) => left.replaceAll(pattern, instead), text);

/** Durations are numbers with many digits too. */
const DURATIONS = new Set(['ms', 'responseTime']);

const scrubValue = (value: unknown): unknown => {
  if (typeof value === 'string') return scrub(value);
  if (typeof value === 'number') {
    const text = scrub(String(value));
    return text === String(value) ? value : text;
  }
  if (Array.isArray(value)) return value.map(scrubValue);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [scrub(key), DURATIONS.has(key) ? inner : scrubValue(inner)]),
  );
};

/** One line of the log, JSON in and out. Applied to each whole line just before it leaves the process. */
export const scrubLine = (line: string): string => {
  try {
    return `${JSON.stringify(scrubValue(JSON.parse(line)))}\n`;
  } catch {
    return scrub(line);
  }
};
