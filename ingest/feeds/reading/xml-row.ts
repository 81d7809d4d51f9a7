import { SaxesParser } from 'saxes';
import type { RawObject } from '../row-reader.ts';

type Node = { readonly name: string; readonly children: Map<string, unknown>; text: string };

const close = ({ children, text }: Node): unknown => {
  const words = text.trim();
  if (children.size === 0) return words;
  const fields = Object.fromEntries(children);
  return words === '' ? fields : { ...fields, '#': words };
};

const add = (children: Map<string, unknown>, name: string, value: unknown): void => {
  const before = children.get(name);
  if (before === undefined) children.set(name, value);
  else if (Array.isArray(before)) before.push(value);
  else children.set(name, [before, value]);
};

/** What a parser may complain of without the row being in doubt: entities of HTML, a bare `&`, odd characters. */
const HARMLESS = /entity|disallowed character|invalid character|character reference/i;

/**
 * One XML element as an object: elements by name, attributes as `@name`, text beside either as `#`, repeated elements as
 * a list, an element of text alone as its text. Nothing is turned into a number. Entities other than XML's five stay as
 * they are written; no document type is read, so that none can grow or fetch anything.
 * @returns the object, or why the element cannot be read
 */
export const readXmlRow = (xml: string): { row: RawObject } | { reason: string } => {
  const stack: Node[] = [];
  let row: unknown = null;
  let fault: string | null = null;
  const parser = new SaxesParser({ fragment: true, position: false });
  parser.on('error', (error) => {
    if (!HARMLESS.test(error.message)) fault ??= /^[\w\s]+/.exec(error.message)?.[0].trim() ?? 'syntax';
  });
  parser.on('opentag', ({ name, attributes }) => {
    const children = new Map<string, unknown>(
      Object.entries(attributes).map(([key, value]) => [`@${key}`, value]),
    );
    stack.push({ name, children, text: '' });
  });
  const words = (text: string): void => {
    const top = stack.at(-1);
    if (top) top.text += text;
  };
  parser.on('text', words);
  parser.on('cdata', words);
  parser.on('closetag', () => {
    const node = stack.pop();
    if (!node) return;
    const parent = stack.at(-1);
    if (parent) add(parent.children, node.name, close(node));
    else row = close(node);
  });
  parser.write(xml).close();
  if (fault !== null) return { reason: fault };
  if (typeof row === 'string') return { row: row === '' ? {} : { '#': row } };
  return typeof row === 'object' && row !== null ? { row: row as RawObject } : { reason: 'no element' };
};
