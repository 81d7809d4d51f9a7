import { SaxesParser } from 'saxes';
import type { PlainRecord } from './records.ts';

type Attributes = Readonly<Record<string, string>>;

/** Walks an XML text: attributes of each element, and its own text when it ends. No entity or file is fetched. */
const walk = (
  text: string,
  open: (name: string, at: Attributes) => void,
  close: (name: string, text: string) => void,
): void => {
  const parser = new SaxesParser();
  let words = '';
  parser.on('opentag', (tag) => {
    words = '';
    open(tag.name, tag.attributes);
  });
  parser.on('text', (part) => {
    words += part;
  });
  parser.on('closetag', (tag) => {
    close(tag.name, words.trim());
    words = '';
  });
  parser.write(text).close();
};

/** Track points of a GPX file (also waypoints of routes). */
export const readGpx = (text: string): PlainRecord[] => {
  const records: PlainRecord[] = [];
  let point: { lat: string; lng: string; time: string | null } | null = null;
  walk(
    text,
    (name, at) => {
      if (name === 'trkpt' || name === 'rtept' || name === 'wpt')
        point = { lat: at['lat'] ?? '', lng: at['lon'] ?? '', time: null };
    },
    (name, words) => {
      if (point !== null && name === 'time') point = { ...point, time: words };
      if (point === null || !/^(trkpt|rtept|wpt)$/.test(name)) return;
      records.push(point);
      point = null;
    },
  );
  return records;
};

/** "SMS Backup & Restore": messages and calls; what was written is never read. */
export const readSmsBackup = (text: string): PlainRecord[] => {
  const records: PlainRecord[] = [];
  walk(
    text,
    (name, at) => {
      if (name !== 'sms' && name !== 'mms' && name !== 'call') return;
      const type = at['type'] ?? at['msg_box'] ?? '';
      records.push({
        other: at['number'] ?? at['address'] ?? null,
        time: at['date'] ?? null,
        kind: name === 'call' ? 'call' : 'text',
        direction: type === '1' ? 'in' : type === '2' ? 'out' : null,
        duration: at['duration'] ?? null,
      });
    },
    () => {},
  );
  return records;
};
