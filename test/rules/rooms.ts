import type { Import } from './imports.ts';

/** What a room's files may import from another place: `value`, or `type` for types only. */
type Allowed = { readonly path: RegExp; readonly as: 'value' | 'type' };

/** Which files a rule is about, and what they may import from the project. The first rule that matches a file holds. */
export type Room = { readonly name: string; readonly files: RegExp; readonly may: readonly Allowed[] };

const value = (path: RegExp): Allowed => ({ path, as: 'value' });
const type = (path: RegExp): Allowed => ({ path, as: 'type' });

/** Pure helpers of infra that hold no door: the key grammar and the named crash points. */
const PURE_INFRA = /^infra\/(object-store\/keys|crash-points|lake\/schema)\.ts$/;
const ANYTHING = value(/^/);

/** The arrows of the design, §2: downward only. Tests and entry files wire, so they may import anything. */
export const ROOMS: readonly Room[] = [
  { name: 'tests', files: /\.test\.tsx?$|^(test|bench)\/|\/test\//, may: [ANYTHING] },
  { name: 'configuration', files: /^[a-z.-]+\.ts$/, may: [ANYTHING] },
  { name: 'game', files: /^game\//, may: [value(/^game\//)] },
  { name: 'town', files: /^town\//, may: [value(/^(game|town)\//)] },
  { name: 'infra', files: /^infra\//, may: [value(/^(game|infra)\//)] },
  {
    name: 'ingest',
    files: /^ingest\//,
    may: [value(/^(game|ingest)\//), value(PURE_INFRA), type(/^infra\//)],
  },
  {
    name: 'analytics',
    files: /^analytics\//,
    may: [value(/^(game|analytics)\//), value(PURE_INFRA), type(/^infra\//)],
  },
  {
    name: 'workflows/flows',
    files: /^workflows\/flows\//,
    may: [
      value(/^workflows\/flows\//),
      value(/(^|\/)[a-z-]*pipelines?\.ts$/),
      // A step's failure is the same JokaError to a pipeline under both runners.
      value(/^game\/errors(\.ts$|\/)/),
      type(/^(game|infra|ingest|analytics|workflows)\//),
    ],
  },
  {
    name: 'workflows',
    files: /^workflows\//,
    may: [value(/^(game|infra|ingest|analytics|workflows)\//)],
  },
  { name: 'api/contract', files: /^api\/contract\//, may: [value(/^(game|api\/contract)\//)] },
  {
    name: 'api/main',
    files: /^api\/main\.ts$/,
    may: [value(/^(game|infra|ingest|analytics|workflows|api)\//)],
  },
  {
    name: 'api',
    files: /^api\//,
    may: [value(/^(game|api)\//), value(PURE_INFRA), type(/^(infra|ingest|analytics|workflows)\//)],
  },
  {
    name: 'viz',
    files: /^viz\//,
    may: [value(/^(game|viz)\//), value(/^docs\/words\.md$/), type(/^api\/contract\//)],
  },
  { name: 'cli', files: /^cli\//, may: [value(/^(game|infra|ingest|analytics|workflows|api|town|cli)\//)] },
];

/** The room a file belongs to, or null: every source file must have one. */
export const roomOf = (file: string): Room | null => ROOMS.find((room) => room.files.test(file)) ?? null;

/** A sentence when the import goes against the arrows, else null. */
export const judge = (imported: Import): string | null => {
  if (!imported.local) return null;
  const room = roomOf(imported.from);
  if (room === null)
    return `${imported.from} belongs to no room; put it in one of ${ROOMS.map((r) => r.name).join(', ')}`;
  const allowed = room.may.filter((rule) => rule.path.test(imported.to));
  if (allowed.some((rule) => rule.as === 'value')) return null;
  if (imported.typeOnly && allowed.length > 0) return null;
  const why = allowed.length > 0 ? 'only its types may be imported' : 'the arrow points the other way';
  return `${imported.from} (${room.name}) imports ${imported.to}: ${why}`;
};
