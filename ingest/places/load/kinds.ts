import { employerKey } from '../../offers/duplicates/title.ts';

/** A row of a CSV by its folded column names (lower case, letters and digits only). */
export type CsvRow = Readonly<Record<string, string>>;

/** What a row becomes, nothing (not about us), or why it is refused. */
export type ReadRow = { readonly rows: readonly object[] } | { readonly refused: string };

/** A kind of official CSV: how it is known by its header, where it goes and how a row is read. */
export type CsvKind = {
  readonly kind: 'centres' | 'postal-codes' | 'merged' | 'sirene' | 'trade-codes' | 'trade-names';
  readonly columns: readonly string[];
  readonly table: string;
  /** Columns with PostgreSQL types, in the order of the table, `part` among them where the table has it. */
  readonly shape: string;
  readonly key: string;
  readonly read: (row: CsvRow) => ReadRow;
};

const COMMUNE = /^(?:\d{5}|2[AB]\d{3})$/;
const one = (row: object): ReadRow => ({ rows: [row] });
const NONE: ReadRow = { rows: [] };

const degrees = (lat: string | undefined, lng: string | undefined): { lat: number; lng: number } | null => {
  const point = { lat: Number((lat ?? '').replace(',', '.')), lng: Number((lng ?? '').replace(',', '.')) };
  const is =
    (lat ?? '') !== '' && (lng ?? '') !== '' && Number.isFinite(point.lat) && Number.isFinite(point.lng);
  const far = Math.abs(point.lat) > 90 || Math.abs(point.lng) > 180;
  return !is || far || (Math.abs(point.lat) < 0.01 && Math.abs(point.lng) < 0.01) ? null : point;
};

const codeOf = (text: string | undefined): string => (text ?? '').trim().toUpperCase().padStart(5, '0');

const establishment = (row: CsvRow): ReadRow => {
  if ((row['etatadministratifetablissement'] ?? 'A') !== 'A') return NONE;
  const siret = (row['siret'] ?? '').replaceAll(/\s/g, '');
  if (!/^\d{14}$/.test(siret)) return { refused: 'siret: not 14 digits' };
  const commune = codeOf(row['codecommuneetablissement']);
  if (!COMMUNE.test(commune)) return { refused: 'codeCommuneEtablissement: not a commune' };
  const names = [
    row['enseigne1etablissement'],
    row['enseigne2etablissement'],
    row['denominationusuelleetablissement'],
    row['denominationunitelegale'],
    row['denominationusuelle1unitelegale'],
    row['sigleunitelegale'],
  ].flatMap((name) => (name === undefined || name.trim() === '' ? [] : [employerKey(name)]));
  // a sole trader without a sign goes by a person's name: not an employer to look up
  if (names.length === 0) return NONE;
  const address = [
    row['numerovoieetablissement'],
    row['typevoieetablissement'],
    row['libellevoieetablissement'],
    row['codepostaletablissement'],
    row['libellecommuneetablissement'],
  ]
    .filter((part) => part !== undefined && part.trim() !== '')
    .join(' ');
  const point = degrees(row['latitude'] ?? row['ylatitude'], row['longitude'] ?? row['xlongitude']);
  return one({
    siret,
    commune,
    names: [...new Set(names)].filter((name) => name !== ''),
    address: address === '' ? null : address,
    lat: point?.lat ?? null,
    lng: point?.lng ?? null,
  });
};

/** The kinds in the order in which headers are tried. */
export const CSV_KINDS: readonly CsvKind[] = [
  {
    kind: 'sirene',
    columns: ['siret', 'codecommuneetablissement'],
    table: 'establishments',
    shape: 'siret text, commune text, names text[], address text, lat double precision, lng double precision',
    key: 'siret',
    read: establishment,
  },
  {
    kind: 'merged',
    columns: ['comav', 'comap', 'mod'],
    table: 'commune_mergers',
    shape: 'code text, into_code text, name text',
    key: 'code',
    read: (row) => {
      const [code, into] = [codeOf(row['comav']), codeOf(row['comap'])];
      if (!COMMUNE.test(code) || !COMMUNE.test(into)) return { refused: 'COM_AV or COM_AP: not a commune' };
      return code === into ? NONE : one({ code, into_code: into, name: row['libelleav'] ?? null });
    },
  },
  {
    kind: 'merged',
    columns: ['typecom', 'com', 'comparent'],
    table: 'commune_mergers',
    shape: 'code text, into_code text, name text',
    key: 'code',
    read: (row) => {
      if (!/^COM[DA]$/.test(row['typecom'] ?? '')) return NONE;
      const [code, into] = [codeOf(row['com']), codeOf(row['comparent'])];
      if (!COMMUNE.test(code) || !COMMUNE.test(into)) return { refused: 'COM or COMPARENT: not a commune' };
      return code === into ? NONE : one({ code, into_code: into, name: row['libelle'] ?? null });
    },
  },
  {
    kind: 'postal-codes',
    columns: ['codecommuneinsee', 'codepostal'],
    table: 'commune_postal_codes',
    shape: 'code text, postal_code text',
    key: 'code, postal_code',
    read: (row) => {
      const [code, postal] = [codeOf(row['codecommuneinsee']), (row['codepostal'] ?? '').padStart(5, '0')];
      if (!COMMUNE.test(code)) return { refused: 'Code_commune_INSEE: not a commune' };
      return /^\d{5}$/.test(postal)
        ? one({ code, postal_code: postal })
        : { refused: 'Code_postal: not 5 digits' };
    },
  },
  {
    kind: 'centres',
    columns: ['codeinsee', 'lat', 'lon'],
    table: 'commune_centres',
    shape: 'code text, lat double precision, lng double precision',
    key: 'code',
    read: (row) => {
      const code = codeOf(row['codeinsee']);
      const point = degrees(row['lat'], row['lon']);
      if (!COMMUNE.test(code)) return { refused: 'code_insee: not a commune' };
      return point === null ? { refused: 'lat, lon: not a point' } : one({ code, ...point });
    },
  },
  {
    kind: 'trade-codes',
    columns: ['coderome', 'coderomeparent'],
    table: 'trade_codes',
    shape: 'code text, parent text, label text',
    key: 'code',
    read: ({ coderome: code = '', coderomeparent: parent = '', libellerome: label = '' }) =>
      /^[A-N]\d{4}$/.test(code) && /^[A-N]\d{4}$/.test(parent)
        ? one({ code, parent, label })
        : { refused: 'code_rome or code_rome_parent: not a ROME code' },
  },
  {
    kind: 'trade-names',
    columns: ['romecode', 'libelleappellationlong'],
    table: 'trade_names',
    shape: 'name text, code text',
    key: 'name, code',
    read: ({ romecode: code = '', libelleappellationlong: name = '' }) =>
      /^[A-N]\d{4}$/.test(code) && name !== ''
        ? one({ name, code })
        : { refused: 'rome_code: not a ROME code' },
  },
];
