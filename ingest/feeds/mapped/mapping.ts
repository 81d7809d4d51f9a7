import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { CONTRACTS } from '../../../game/offer.ts';

/** Where a value stands in a row: names joined by `/`; `@name` an attribute, `*` every name, `.` the row's own text. */
const Path = Type.String({ minLength: 1, maxLength: 200 });

const Spec = Type.Object(
  {
    /** The first of these that is not empty. */
    from: Type.Optional(Type.Union([Path, Type.Array(Path, { minItems: 1 })])),
    /** All of these that are not empty, one under the other; the first may carry a heading each by `headings`. */
    join: Type.Optional(Type.Array(Path, { minItems: 1 })),
    /** A text that is always so. */
    value: Type.Optional(Type.String()),
    /** A regular expression: its first group is taken, and nothing where it does not match. */
    take: Type.Optional(Type.String()),
    /** Declared, never guessed: `yyyy-MM-dd HH:mm:ss`, `dd/MM/yyyy`, `iso`, `rfc822`. Several are tried in order. */
    format: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1 })])),
    /** What the source's words mean, folded: without accents, lower case. */
    words: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  { additionalProperties: false },
);

/** A path, several of which the first that is not empty counts, or more said about it. */
const Field = Type.Union([Path, Type.Array(Path, { minItems: 1 }), Spec]);

/** The fields of an offer that a mapping may fill. Only the title is required. */
const Fields = Type.Object(
  {
    /** Without one, an offer is known by its title, employer and place: a changed title is then another offer. */
    id: Type.Optional(Field),
    title: Field,
    description: Type.Optional(Field),
    employer: Type.Optional(Field),
    contract: Type.Optional(Field),
    /** Length of the contract in words: `12`, with `contractUnit`. */
    contractLength: Type.Optional(Field),
    contractUnit: Type.Optional(Field),
    rome: Type.Optional(Field),
    trade: Type.Optional(Field),
    hours: Type.Optional(Field),
    salary: Type.Optional(Field),
    salaryMin: Type.Optional(Field),
    salaryMax: Type.Optional(Field),
    salaryUnit: Type.Optional(Field),
    experience: Type.Optional(Field),
    diploma: Type.Optional(Field),
    remote: Type.Optional(Field),
    minors: Type.Optional(Field),
    licence: Type.Optional(Field),
    posts: Type.Optional(Field),
    siret: Type.Optional(Field),
    kind: Type.Optional(Field),
    place: Type.Optional(Field),
    street: Type.Optional(Field),
    city: Type.Optional(Field),
    postalCode: Type.Optional(Field),
    commune: Type.Optional(Field),
    department: Type.Optional(Field),
    region: Type.Optional(Field),
    country: Type.Optional(Field),
    lat: Type.Optional(Field),
    lng: Type.Optional(Field),
    url: Type.Optional(Field),
    created: Type.Optional(Field),
    updated: Type.Optional(Field),
    start: Type.Optional(Field),
    end: Type.Optional(Field),
    person: Type.Optional(Field),
    phone: Type.Optional(Field),
    email: Type.Optional(Field),
  },
  { additionalProperties: false },
);

/** One feed in one file: how it is cut into rows, and which of a row's values are what of an offer. */
export const MappingSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9-]{1,30}$' }),
    name: Type.String({ minLength: 1, maxLength: 120 }),
    version: Type.Integer({ minimum: 1 }),
    /** True once every field was looked at on a real sample of the source. */
    verified: Type.Boolean(),
    format: Type.Union([Type.Literal('xml'), Type.Literal('csv'), Type.Literal('json'), Type.Literal('rss')]),
    /** XML: the repeated element. JSON: the list's name, null when the document is the list. CSV: null. */
    item: Type.Union([Type.String({ minLength: 1, maxLength: 80 }), Type.Null()]),
    delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
    encoding: Type.Optional(Type.String({ maxLength: 20 })),
    /** Zone of instants without one, IANA. */
    zone: Type.String({ maxLength: 40 }),
    /** A field whose value says that the row is no open offer, and the values that say so. */
    skip: Type.Optional(
      Type.Array(Type.Object({ from: Path, is: Type.Array(Type.String()) }, { additionalProperties: false })),
    ),
    fields: Fields,
    source: Type.Object(
      {
        origin: Type.Union([Type.Literal('public'), Type.Literal('partner')]),
        licence: Type.String({ minLength: 1, maxLength: 300 }),
        attribution: Type.String({ minLength: 1, maxLength: 300 }),
      },
      { additionalProperties: false },
    ),
    /** What a reader must know: quirks, duties. */
    notes: Type.Array(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
);

export type Mapping = Static<typeof MappingSchema>;
export type MappingField = keyof Mapping['fields'];
export type FieldSpec = Static<typeof Spec>;

/** A field as a specification, however short it was written. */
export const specOf = (field: Static<typeof Field>): FieldSpec =>
  typeof field === 'string' || Array.isArray(field) ? { from: field } : field;

/** Every field name a mapping may fill. */
export const MAPPING_FIELDS = Object.keys(Fields.properties) as readonly MappingField[];

/** Values that `words` of the field contract may lead to. */
export const CONTRACT_WORDS: readonly string[] = CONTRACTS;
