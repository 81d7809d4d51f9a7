import { JokaError } from '../../game/errors.ts';
import type { OfferDraft } from '../offers/draft.ts';
import type { FeedDocument } from './connector.ts';
import { checkMapping } from './mapped/check.ts';
import { mappedConnector } from './mapped/connector.ts';
import type { Mapping, MappingField } from './mapped/mapping.ts';
import { proposeFields, tableMapping } from './mapped/propose.ts';
import type { Column } from './mapped/propose.ts';
import { draftsOf } from './read.ts';
import type { Admit } from './read.ts';
import { readRows } from './reading/rows.ts';

/** A refused row: its number in the file, from 1 under the headers; the column or field; why; what to do. */
export type RefusedRow = {
  readonly row: number;
  readonly field: string | null;
  readonly code: string;
  readonly reason: string;
  readonly remedy: string;
};

/** What a table would become. */
export type TriedFile = {
  readonly columns: readonly Column[];
  readonly mapping: Mapping | null;
  /** Column of each field, as proposed or given. */
  readonly fields: Readonly<Partial<Record<MappingField, string>>>;
  /** Fields that every offer needs and that no column was found for. */
  readonly missing: readonly MappingField[];
  readonly rows: number;
  readonly offers: readonly OfferDraft[];
  readonly accepted: number;
  readonly refused: readonly RefusedRow[];
};

const SHOWN = 10;
const SAMPLES = 50;
/** A table that a person prepares has hundreds of rows. */
const MAX_ROWS = 20_000;
const NEEDED: readonly MappingField[] = ['title'];

const memory = (name: string, bytes: Uint8Array): FeedDocument => ({
  name,
  contentType: null,
  chunks: async function* () {
    yield bytes;
  },
});

/** The number under the headers that a place such as `file.csv/row[3].Titre` names, from 1, and the field behind it. */
const whereOf = (place: string): { row: number; field: string | null } => {
  const found = /\/row\[(\d+)\](?:\.(.+))?$/.exec(place);
  return { row: found ? Number(found[1]) + 1 : 0, field: found?.[2] ?? null };
};

export const refusalOf = (error: JokaError): RefusedRow => ({
  ...whereOf(String(error.details['place'] ?? '')),
  code: error.code,
  reason: error.message,
  remedy: error.spec.remedy,
});

/** The headers of a table with the first cells under each. @throws JokaError FEED_FILE_EMPTY */
export const columnsOf = async (document: FeedDocument): Promise<Column[]> => {
  const cells = new Map<string, string[]>();
  let rows = 0;
  for await (const items of readRows(document, { format: 'csv', delimiter: null, encoding: null })) {
    for (const { row, damage } of items) {
      if (damage?.code === 'FEED_FILE_EMPTY') throw damage;
      if (!row) continue;
      rows += 1;
      for (const [header, cell] of Object.entries(row)) {
        const list = cells.get(header) ?? [];
        if (list.length < SAMPLES) list.push(String(cell));
        cells.set(header, list);
      }
    }
    if (rows >= SAMPLES) break;
  }
  if (rows === 0) throw new JokaError('FEED_FILE_EMPTY', { place: document.name });
  return [...cells].map(([header, list]) => ({ header, cells: list }));
};

export type TryOptions = {
  /** Columns by field; null proposes them. */
  readonly fields: Readonly<Partial<Record<MappingField, string>>> | null;
  readonly source: Pick<Mapping, 'id' | 'name' | 'source'>;
  readonly admit: Admit | null;
};

/**
 * Reads a table by a given or a proposed mapping, without keeping anything: the first ten offers, and every refused row with its
 * reason.
 * @throws JokaError FEED_FILE_EMPTY, FEED_FILE_TOO_LARGE, FEED_MAPPING_INVALID
 */
export const tryFile = async (name: string, bytes: Uint8Array, options: TryOptions): Promise<TriedFile> => {
  const document = memory(name, bytes);
  const columns = await columnsOf(document);
  const known = new Set(columns.map(({ header }) => header));
  const fields = options.fields ?? proposeFields(columns);
  for (const [field, header] of Object.entries(fields))
    if (!known.has(header))
      throw new JokaError('FEED_MAPPING_INVALID', {
        mapping: name,
        field: `fields.${field}`,
        reason: `there is no column ${header}`,
      });
  const missing = NEEDED.filter((field) => fields[field] === undefined);
  const empty = { columns, fields, missing, offers: [], accepted: 0, refused: [] };
  if (missing.length > 0) return { ...empty, mapping: null, rows: 0 };
  const mapping = checkMapping(tableMapping(fields, columns, options.source), name);
  const connector = mappedConnector(mapping);
  const offers: OfferDraft[] = [];
  const refused: RefusedRow[] = [];
  let accepted = 0;
  let rows = 0;
  for await (const items of connector.read(document))
    for (const item of items) {
      if (item.damage) {
        refused.push(refusalOf(item.damage));
        continue;
      }
      rows += 1;
      if (rows > MAX_ROWS) throw new JokaError('FEED_FILE_TOO_LARGE', { limit: MAX_ROWS });
      try {
        if (item.refusal) throw item.refusal;
        const drafts = draftsOf(connector, item.row, item.place, options.admit);
        accepted += 1;
        if (offers.length < SHOWN) offers.push(...drafts);
      } catch (error) {
        if (!(error instanceof JokaError)) throw error;
        refused.push(refusalOf(error));
      }
    }
  return { columns, mapping, fields, missing, rows, offers: offers.slice(0, SHOWN), accepted, refused };
};
