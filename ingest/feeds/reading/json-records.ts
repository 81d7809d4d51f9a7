import type { Slice } from './xml-records.ts';
import { MAX_RECORD } from './xml-records.ts';

const MARK = /["{}[\],]/g;
const QUOTE = /["\\]/g;

/** Text before the list that is looked through for it. */
const MAX_HEAD = 1_000_000;

/**
 * Cuts the text of a JSON document into the elements of one list without understanding them: only quotes, escapes and
 * brackets count. Text may come in chunks of any size.
 * @param key name of the list's field, unless the document itself is a list; null: it is the list, or the one object
 */
export const createJsonSlicer = (key: string | null) => {
  let text = '';
  let began = false;
  let first = true;
  let single = false;
  let ended = false;
  let at = 0;
  let depth = 0;
  let quoted = false;
  let overflowing = false;

  const begin = (): void => {
    // a document that is itself a list needs no name
    if (key === null || (first && /^[\s\uFEFF]*\[/.test(text))) {
      const start = /[[{]/.exec(text);
      if (!start) return;
      single = start[0] === '{';
      text = text.slice(start.index + (single ? 0 : 1));
      began = true;
      return;
    }
    if (/\S/.test(text)) first = false;
    const found = new RegExp(String.raw`"${key.replaceAll(/[^\w -]/g, '')}"\s*:\s*\[`).exec(text);
    if (found) {
      text = text.slice(found.index + found[0].length);
      began = true;
    } else if (text.length > MAX_HEAD) text = text.slice(-key.length - 20);
  };

  const take = (): Slice[] => {
    const slices: Slice[] = [];
    let from = 0;
    const push = (to: number): void => {
      const item = text.slice(from, to).trim();
      if (overflowing || item.length > MAX_RECORD) slices.push({ reason: 'too long' });
      else if (item !== '') slices.push({ text: item });
      overflowing = false;
      from = to + 1;
    };
    while (!ended) {
      const rule = quoted ? QUOTE : MARK;
      rule.lastIndex = at;
      const found = rule.exec(text);
      if (!found) {
        at = Math.max(at, text.length);
        break;
      }
      const [mark] = found;
      at = found.index + 1;
      if (quoted) {
        // the character after a backslash may not have come yet: `at` then stands one past the end
        if (mark === '\\') at += 1;
        else quoted = false;
      } else if (mark === '"') quoted = true;
      else if (mark === '{' || mark === '[') depth += 1;
      else if (mark === ',') {
        if (depth === 0) push(found.index);
      } else if (depth === 0) {
        push(found.index);
        ended = true;
      } else {
        depth -= 1;
        if (single && depth === 0) {
          push(found.index + 1);
          ended = true;
        }
      }
    }
    text = text.slice(from);
    at -= from;
    if (text.length > MAX_RECORD) {
      // the rest of it is skipped, not held
      overflowing = true;
      at -= text.length;
      text = '';
    }
    return slices;
  };

  return {
    write: (chunk: string): Slice[] => {
      if (ended) return [];
      text += chunk;
      if (!began) begin();
      return began ? take() : [];
    },
    end: (): { slices: Slice[]; closed: boolean; found: boolean } => ({
      slices: [],
      closed: ended,
      found: began,
    }),
  };
};
