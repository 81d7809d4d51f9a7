import { JokaError } from '../errors.ts';
import { readCsv } from './csv.ts';
import { readGpx } from './gpx.ts';
import { readJson } from './json.ts';
import type { LoggerReading } from './point.ts';

/**
 * Reads a person's own location file: GPX, CSV with a header, OwnTracks, Google Records.json or Timeline.json. By its
 * content, whatever its name. Good rows are kept beside bad ones.
 * @throws JokaError LOGGER_FORMAT_UNKNOWN
 */
export const readLoggerFile = (text: string): LoggerReading => {
  const head = text
    .slice(0, 2000)
    .trimStart()
    .replace(/^\uFEFF/, '');
  const reading = /^<(\?xml|gpx)/.test(head)
    ? text.includes('<gpx') || text.includes(':gpx')
      ? readGpx(text)
      : null
    : /^[[{]|^\S+\s+\*\s+\{/.test(head)
      ? readJson(text)
      : readCsv(text);
  if (reading === null) throw new JokaError('LOGGER_FORMAT_UNKNOWN');
  return reading;
};
