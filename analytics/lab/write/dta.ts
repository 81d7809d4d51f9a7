import { missingOf, MISSING_LABELS, type OutputColumn } from './columns.ts';
import { layout, type Variable } from './dta-variables.ts';

/** A table's rows by column name: text, numbers, or null. Dates are days since 1970, instants milliseconds since 1970. */
export type DtaRow = Readonly<Record<string, string | number | null>>;

const DAYS_1960 = 3653;
const encoder = new TextEncoder();

class Bytes {
  readonly #parts: Uint8Array[] = [];
  length = 0;
  add(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    this.length += bytes.length;
    return this;
  }
  text(text: string): this {
    return this.add(encoder.encode(text));
  }
  number(write: (view: DataView) => void, size: number): this {
    const bytes = new Uint8Array(size);
    write(new DataView(bytes.buffer));
    return this.add(bytes);
  }
  u16(value: number): this {
    return this.number((view) => view.setUint16(0, value, true), 2);
  }
  u32(value: number): this {
    return this.number((view) => view.setUint32(0, value, true), 4);
  }
  u64(value: number): this {
    return this.number((view) => view.setBigUint64(0, BigInt(value), true), 8);
  }
  /** A text in a field of fixed width, cut at a whole letter, ended by a zero. */
  field(text: string, width: number): this {
    const bytes = new Uint8Array(width);
    encoder.encodeInto(text, bytes.subarray(0, width - 1));
    return this.add(bytes);
  }
  whole(): Uint8Array {
    const bytes = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
}

const writeMissing = (view: DataView, at: number, variable: Variable, letter: number): void => {
  if (variable.kind === 'byte') view.setInt8(at, 101 + letter);
  else if (variable.kind === 'long') view.setInt32(at, 2_147_483_621 + letter, true);
  else {
    view.setUint32(at, 0, true);
    view.setUint32(at + 4, 0x7f_e0_00_00 + letter * 0x100, true);
  }
};

const data = (variables: readonly Variable[], rows: readonly DtaRow[]): Uint8Array => {
  const width = variables.reduce((sum, variable) => sum + variable.bytes, 0);
  const bytes = new Uint8Array(width * rows.length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const row of rows)
    for (const variable of variables) {
      const value = row[variable.column.name] ?? null;
      if (variable.kind === 'text')
        encoder.encodeInto(String(value ?? ''), bytes.subarray(at, at + variable.bytes));
      else if (value === null) {
        const reason = variable.column.reason === undefined ? null : row[variable.column.reason];
        const letter = { a: 1, b: 2, c: 3 }[missingOf(typeof reason === 'string' ? reason : null)];
        writeMissing(
          view,
          at,
          variable,
          variable.column.reason === undefined && variable.labels !== null ? 0 : letter,
        );
      } else if (variable.labels !== null) view.setInt8(at, variable.labels.indexOf(String(value)) + 1);
      else if (variable.kind === 'byte') view.setInt8(at, Number(value));
      else if (variable.kind === 'long')
        view.setInt32(at, Number(value) + (variable.column.type === 'date' ? DAYS_1960 : 0), true);
      else
        view.setFloat64(
          at,
          Number(value) + (variable.column.type === 'instant' ? DAYS_1960 * 86_400_000 : 0),
          true,
        );
      at += variable.bytes;
    }
  return bytes;
};

const labelSet = (name: string, pairs: readonly (readonly [number, string])[]): Uint8Array => {
  const texts = pairs.map(([, text]) => encoder.encode(`${text}\0`));
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const body = new Bytes().u32(pairs.length).u32(length);
  let offset = 0;
  for (const text of texts) {
    body.u32(offset);
    offset += text.length;
  }
  for (const [value] of pairs) body.number((view) => view.setInt32(0, value, true), 4);
  for (const text of texts) body.add(text);
  return new Bytes()
    .text('<lbl>')
    .u32(body.length)
    .field(name, 129)
    .add(new Uint8Array(3))
    .add(body.whole())
    .text('</lbl>')
    .whole();
};

const missingLabels = (): (readonly [number, string])[] =>
  (['a', 'b', 'c'] as const).map((letter, i) => [2_147_483_622 + i, MISSING_LABELS[letter]]);

/**
 * A Stata file of format 118 (Stata 14 to 18), little-endian, without a time of writing: the same rows give the same
 * bytes. Empty numbers are `.a` not observed, `.b` refused, `.c` not applicable by their reason; short word lists are
 * labelled bytes. Written from the published description (`help dta`).
 */
export const writeDta = (
  title: string,
  columns: readonly OutputColumn[],
  rows: readonly DtaRow[],
): Uint8Array => {
  const variables = layout(columns, rows);
  const out = new Bytes();
  const map: number[] = [0];
  out.text('<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>').u16(variables.length);
  const label = encoder.encode(title).subarray(0, 80);
  out.text('</K><N>').u64(rows.length).text('</N><label>').u16(label.length).add(label);
  out.text('</label><timestamp>').add(new Uint8Array(1)).text('</timestamp></header>');
  const part = (name: string, fill: (body: Bytes) => void): void => {
    map.push(out.length);
    out.text(`<${name}>`);
    fill(out);
    out.text(`</${name}>`);
  };
  const mapAt = out.length + '<map>'.length;
  part('map', (body) => body.add(new Uint8Array(14 * 8)));
  part('variable_types', (body) => variables.forEach((variable) => body.u16(variable.code)));
  part('varnames', (body) => variables.forEach((variable) => body.field(variable.name, 129)));
  part('sortlist', (body) => body.add(new Uint8Array(2 * (variables.length + 1))));
  part('formats', (body) => variables.forEach((variable) => body.field(variable.format, 57)));
  part('value_label_names', (body) =>
    variables.forEach((variable) => body.field(variable.kind === 'text' ? '' : variable.labelName, 129)),
  );
  part('variable_labels', (body) => variables.forEach((variable) => body.field(variable.label, 321)));
  part('characteristics', () => {});
  part('data', (body) => body.add(data(variables, rows)));
  part('strls', () => {});
  part('value_labels', (body) => {
    body.add(labelSet('missing', missingLabels()));
    for (const variable of variables)
      if (variable.labels !== null)
        body.add(
          labelSet(
            variable.labelName,
            variable.labels.map((text, i) => [i + 1, text] as const),
          ),
        );
  });
  map.push(out.length);
  out.text('</stata_dta>');
  map.push(out.length);
  const bytes = out.whole();
  const view = new DataView(bytes.buffer);
  for (const [i, offset] of map.entries()) view.setBigUint64(mapAt + 8 * i, BigInt(offset), true);
  return bytes;
};
