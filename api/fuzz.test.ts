import { randomUUID } from 'node:crypto';
import { Kind } from '@sinclair/typebox';
import type { TObject, TSchema } from '@sinclair/typebox';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTRACT } from './contract/contract.ts';
import type { Role, Route } from './contract/route.ts';
import { ask, enterByLink, enterPlayer, enterStaff, openHarness } from './test/harness.ts';
import type { Harness } from './test/harness.ts';

let joka: Harness;
const as: Partial<Record<Role, string>> = {};

beforeAll(async () => {
  joka = await openHarness('demo');
  as.operator = await enterByLink(joka, joka.operatorLink, 'Opératrice');
  as.adviser = await enterStaff(joka, as.operator, 'adviser', '62510');
  as.institution = await enterStaff(joka, as.operator, 'institution', '62510');
  as.sociologist = await enterStaff(joka, as.operator, 'laboratory', null);
  as.player = await enterPlayer(joka, as.adviser, 'play_position', 'research');
});
afterAll(() => joka.close());

/** Texts that have broken servers before. */
const NASTY = [
  '',
  '\0',
  "'; DROP TABLE game.players; --",
  '%',
  '\\',
  '\u202e',
  '<script>',
  '2026-02-30T10:00:00Z',
  '=cmd|x',
  '𝕏'.repeat(50),
];
const INSTANTS = [
  '2026-09-14T10:00:00Z',
  '2026-02-30T10:00:00Z',
  '0000-01-01T00:00:00Z',
  '2026-09-14T10:00:00+19:00',
];

/** Values that fit a schema, nearly fit it, or do not. */
const around = (schema: TSchema): fc.Arbitrary<unknown> => {
  const noise = fc.oneof(
    fc.constantFrom(...NASTY),
    fc.integer(),
    fc.constant(null),
    fc.boolean(),
    fc.constant([]),
  );
  const fit = (): fc.Arbitrary<unknown> => {
    switch (schema[Kind]) {
      case 'Object': {
        const { properties } = schema as TObject;
        const shape = Object.fromEntries(
          Object.entries(properties).map(([name, inner]) => [name, around(inner)]),
        );
        return fc.record(shape, { noNullPrototype: true });
      }
      case 'Array':
        return fc.array(around(schema['items'] as TSchema), { maxLength: 3 });
      case 'Union':
        return fc.oneof(...(schema['anyOf'] as TSchema[]).map(around));
      case 'Literal':
        return fc.constant(schema['const']);
      case 'Integer':
      case 'Number':
        return fc.integer({ min: Number(schema['minimum'] ?? -5), max: Number(schema['maximum'] ?? 50) });
      case 'Boolean':
        return fc.boolean();
      case 'Null':
        return fc.constant(null);
      default:
        if (schema['format'] === 'uuid') return fc.uuid();
        if (schema['format'] === 'date-time') return fc.constantFrom(...INSTANTS);
        return fc.oneof(
          fc.constantFrom('62510', 'ABCDEFGH', '2026-W30', 'Nour', ...NASTY),
          fc.string({ maxLength: 20 }),
        );
    }
  };
  return fc.oneof({ weight: 12, arbitrary: fit() }, { weight: 1, arbitrary: noise });
};

const queryOf = (query: unknown): string =>
  new URLSearchParams(
    Object.entries((query ?? {}) as object).map(([name, value]) => [name, String(value)]),
  ).toString();

const requests = (route: Route) =>
  fc.record({
    body: route.body === undefined ? fc.constant(undefined) : around(route.body),
    query: route.query === undefined ? fc.constant(undefined) : around(route.query),
  });

// Entering takes scrypt, leaving and erasing end the walk, forms have their own test.
const FUZZED = CONTRACT.filter(
  (route) =>
    !/^\/(enter|leave)/.test(route.path) &&
    route.method !== 'DELETE' &&
    route.multipart !== true &&
    (route.body !== undefined || route.query !== undefined),
);

describe('whatever is sent', () => {
  it.each(FUZZED.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s never breaks',
    async (_, route) => {
      const cookie = route.roles === 'anyone' ? null : (as[route.roles[0] ?? 'player'] ?? null);
      const broken: unknown[] = [];
      for (const { body, query } of fc.sample(requests(route), { numRuns: 25, seed: 7 })) {
        const path = `${route.path.replaceAll(/:\w+/g, () => randomUUID())}?${queryOf(query)}`;
        const answer = await ask(joka, route.method, path, {
          as: cookie,
          ...(body === undefined ? {} : { body }),
        });
        if (answer.status >= 500) broken.push({ body, query, answer: answer.body });
      }
      expect(broken).toEqual([]);
    },
  );
});
