import { Type } from '@sinclair/typebox';
import { Contract, Instant, nullable, Uuid } from './common.ts';
import { closed, defineRoute } from './route.ts';

/** The offer fields a column may stand for; others of a table are left unread. */
export const FILE_FIELDS = [
  'id',
  'title',
  'description',
  'employer',
  'contract',
  'contractLength',
  'rome',
  'trade',
  'hours',
  'salary',
  'experience',
  'diploma',
  'licence',
  'posts',
  'siret',
  'street',
  'city',
  'postalCode',
  'commune',
  'department',
  'region',
  'lat',
  'lng',
  'url',
  'created',
  'updated',
  'start',
  'end',
  'person',
  'phone',
  'email',
] as const;

/** Header of the column that fills each field; a field without a column is absent. */
export const FileFields = Type.Object(
  Object.fromEntries(FILE_FIELDS.map((field) => [field, Type.Optional(Type.String({ maxLength: 200 }))])),
  { additionalProperties: false },
);

/** A row that cannot be an offer: its number under the headers from 1, the column, why, what to do. */
export const RefusedRow = closed({
  row: Type.Integer(),
  field: nullable(Type.String()),
  code: Type.String(),
  reason: Type.String(),
  remedy: Type.String(),
});

/** One of the first offers, as it would be shown: no contact in any text. */
export const TriedOffer = closed({
  title: Type.String(),
  employer: nullable(Type.String()),
  contract: Contract,
  placeLabel: nullable(Type.String()),
  salary: nullable(Type.String()),
  hours: nullable(Type.String()),
  description: nullable(Type.String()),
  url: nullable(Type.String()),
  createdAt: nullable(Instant),
  /** Whether a phone, an e-mail or a person was given: kept apart, never listed. */
  hasContact: Type.Boolean(),
});

export const TriedFile = closed({
  columns: Type.Array(closed({ header: Type.String(), samples: Type.Array(Type.String()) })),
  fields: FileFields,
  /** Fields that every offer needs and that no column was found for: choose them, then try again. */
  missing: Type.Array(Type.String()),
  rows: Type.Integer(),
  accepted: Type.Integer(),
  /** The first ten. */
  offers: Type.Array(TriedOffer),
  /** Every one of them, at most 1,000; `refusedCount` counts all. */
  refused: Type.Array(RefusedRow),
  refusedCount: Type.Integer(),
});

const file = {
  method: 'POST',
  scope: 'organisation',
  roles: ['adviser', 'operator'],
  multipart: true,
  bodyLimit: 9 * 1024 * 1024,
} as const;

export const tryFile = defineRoute({
  ...file,
  path: '/adviser/files/try',
  mutation: 'nothing',
  summary:
    'What a CSV would become, nothing kept: multipart with `fields`? (JSON: field → header; without it a mapping is proposed), then the file `file`.',
  responses: { 200: TriedFile },
});

export const publishFile = defineRoute({
  ...file,
  path: '/adviser/files/publish',
  summary:
    'Publishes a CSV under the organisation and its territory: multipart with `fields` (JSON: field → header), `replaces` (true: offers of earlier files that this one lacks are withdrawn), then the file `file`.',
  mutation: 'key',
  responses: { 202: closed({ run: Uuid, source: Type.String() }) },
});

export const listFiles = defineRoute({
  method: 'GET',
  path: '/adviser/files',
  summary: 'The files the organisation published, newest first, with what became of their rows.',
  scope: 'organisation',
  roles: ['adviser', 'operator'],
  responses: {
    200: closed({
      files: Type.Array(
        closed({
          run: Uuid,
          name: Type.String(),
          status: Type.String(),
          startedAt: Instant,
          seen: Type.Integer(),
          created: Type.Integer(),
          updated: Type.Integer(),
          unchanged: Type.Integer(),
          withdrawn: Type.Integer(),
          refused: Type.Array(RefusedRow),
          heldReason: nullable(Type.String()),
          /** Offers that would disappear, of a held run. */
          vanishing: nullable(Type.Integer()),
        }),
      ),
    }),
  },
});

const decide = {
  method: 'POST',
  scope: 'organisation',
  roles: ['adviser', 'operator'],
  mutation: 'key',
  params: closed({ run: Uuid }),
  responses: { 200: closed({ done: Type.Literal(true) }) },
} as const;

export const confirmFile = defineRoute({
  ...decide,
  path: '/adviser/files/:run/confirm',
  summary: 'Confirms that the offers a held file no longer has may go.',
});

export const discardFile = defineRoute({
  ...decide,
  path: '/adviser/files/:run/discard',
  summary: 'Keeps the offers that a held file no longer has.',
});
