/** Whose pseudonym, or which account, a personal column can be led back to. */
export type Domain = 'idp' | 'game' | 'study' | 'vault' | 'ops' | 'offers';

/** What a value may reveal: nothing of a person, something of a person of one domain, or a key to something. */
export type Sensitivity = 'none' | `personal(${Domain})` | 'secret';

export type DeclaredTable = {
  readonly columns: Readonly<Record<string, Sensitivity>>;
  /** How long a row is kept, and what ends it. */
  readonly kept: string;
};

/** Names separated by spaces. */
export type Columns = { readonly none?: string; readonly personal?: string; readonly secret?: string };

const names = (list = ''): string[] => list.split(' ').filter((name) => name !== '');

/** Declares every column of a table, each in one of three lists. */
export const declare = (domain: Domain, kept: string, columns: Columns): DeclaredTable => ({
  kept,
  columns: Object.fromEntries([
    ...names(columns.none).map((name) => [name, 'none'] as const),
    ...names(columns.personal).map((name) => [name, `personal(${domain})`] as const),
    ...names(columns.secret).map((name) => [name, 'secret'] as const),
  ]),
});

/** The register of repeated writes that each schema has. */
export const mutations = (domain: Domain): DeclaredTable =>
  declare(domain, 'until the actor is erased', {
    none: 'id route status at',
    personal: 'actor body_sha256 answer',
  });
