/** A stretch of text that is one element, or why there is none. */
export type Slice = { readonly text: string } | { readonly reason: string };

/** Longest element taken; the longest offer of the recorded feeds has under 20,000 characters. */
export const MAX_RECORD = 2_000_000;

/** Text in which the document's own element must begin. */
const MAX_HEAD = 64 * 1024;
const TAIL = 400;

const rootIn = (text: string): string | null =>
  /<([\p{L}_][^\s<>/!?]*)[\s>/]/u.exec(text.slice(0, MAX_HEAD).replaceAll(/<!--[\s\S]*?-->/g, ''))?.[1] ??
  null;

const escape = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/**
 * Cuts the text of an XML document into the elements of one name, before anything is understood: a broken element costs
 * itself and not those after it. CDATA sections and comments are skipped over. Text may come in chunks of any size.
 * @param element name of the repeated element, prefix included
 */
export const createXmlSlicer = (element: string) => {
  const begin = new RegExp(String.raw`<!--|<!\[CDATA\[|<${escape(element)}(?=[\s>/])`, 'g');
  const inside = new RegExp(
    String.raw`<!\[CDATA\[|<!--|</${escape(element)}\s*>|<${escape(element)}(?=[\s>/])`,
    'g',
  );
  let text = '';
  let root: string | null = null;
  let inRecord = false;
  /** Where looking goes on inside the record: what is before it was seen. */
  let seen = 0;
  let tail = '';

  /** One record from the start of `text`, or null when more text is needed. */
  const record = (last: boolean): Slice | null => {
    for (;;) {
      inside.lastIndex = seen;
      const found = inside.exec(text);
      if (!found) {
        // a mark that the end of the chunk cuts is looked for again
        seen = Math.max(1, text.length - element.length - 12, seen);
        return last || text.length > MAX_RECORD ? giveUp(last ? 'cut' : 'too long') : null;
      }
      const [mark] = found;
      if (mark === '<!--' || mark === '<![CDATA[') {
        const close = mark === '<!--' ? '-->' : ']]>';
        const end = text.indexOf(close, found.index + mark.length);
        if (end >= 0) {
          seen = end + close.length;
          continue;
        }
        seen = found.index;
        return last || text.length > MAX_RECORD
          ? giveUp(mark === '<!--' ? 'an open comment' : 'an open CDATA section')
          : null;
      }
      if (!mark.startsWith('</')) {
        text = text.slice(found.index);
        inRecord = true;
        seen = 1;
        return { reason: 'an element that is not closed' };
      }
      const end = found.index + mark.length;
      const slice = { text: text.slice(0, end) };
      text = text.slice(end);
      inRecord = false;
      return slice;
    }
  };

  /** Leaves the record that begins here; the next one begins at the next start tag, wherever it stands. */
  const giveUp = (reason: string): Slice => {
    text = text.slice(1);
    inRecord = false;
    return { reason };
  };

  const empty = (): string | null => /^<[^<>]*\/>/.exec(text)?.[0] ?? null;

  /** Lets go what stands between records, but for the end of it: the document's own end tag is looked for there. */
  const drop = (keep: number): void => {
    const until = Math.max(0, text.length - keep);
    tail = (tail + text.slice(Math.max(0, until - TAIL), until)).slice(-TAIL);
    text = text.slice(until);
  };

  /** Where the next record begins, comments and CDATA outside of records skipped; null when more text is needed. */
  const start = (last: boolean): number | null => {
    begin.lastIndex = 0;
    for (;;) {
      const found = begin.exec(text);
      if (!found) {
        // a root element whose name the chunk cuts is looked for again, in the first stretch only
        if (root !== null || last || text.length > MAX_HEAD) drop(last ? 0 : element.length + 9);
        return null;
      }
      const [mark] = found;
      if (!mark.startsWith('<!')) return found.index;
      const close = mark === '<!--' ? '-->' : ']]>';
      const end = text.indexOf(close, found.index + mark.length);
      if (end >= 0) begin.lastIndex = end + close.length;
      else if (last || text.length - found.index > MAX_RECORD) begin.lastIndex = found.index + mark.length;
      else {
        drop(text.length - found.index);
        return null;
      }
    }
  };

  const take = (last: boolean): Slice[] => {
    const slices: Slice[] = [];
    for (;;) {
      if (!inRecord) {
        if (root === null) root = rootIn(text);
        const found = start(last);
        if (found === null) return slices;
        text = text.slice(found);
        tail = '';
        const nothing = empty();
        if (nothing !== null) {
          slices.push({ text: nothing });
          text = text.slice(nothing.length);
          continue;
        }
        inRecord = true;
        seen = 1;
      }
      const slice = record(last);
      if (slice === null) return slices;
      slices.push(slice);
      if (last && 'reason' in slice && slice.reason === 'cut') return slices;
    }
  };

  return {
    write: (chunk: string): Slice[] => {
      text += chunk;
      return take(false);
    },
    /** What is left, and whether the document's own element was closed. */
    end: (): { slices: Slice[]; closed: boolean } => {
      const slices = take(true);
      return { slices, closed: root !== null && new RegExp(String.raw`</${escape(root)}\s*>`).test(tail) };
    },
  };
};
