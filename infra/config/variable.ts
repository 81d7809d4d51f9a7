/** How one variable's text is read. `url` keeps the text; `list` is separated by commas. */
export type VariableType =
  | 'port'
  | 'integer'
  | 'text'
  | 'path'
  | 'url'
  | 'origin'
  | 'postgres-url'
  | 'flag'
  | 'list'
  | 'address-list'
  | 'choice';

/** One variable of the environment. Without `default` it may be absent, and its value is then null. */
export type Variable = {
  readonly type: VariableType;
  readonly default?: string;
  /** Of the number, or what the text is. */
  readonly unit?: string;
  readonly choices?: readonly string[];
  /** Smallest and largest integer allowed. */
  readonly range?: readonly [number, number];
  /** Never printed. */
  readonly secret?: true;
  /** Read by suites only. */
  readonly test?: true;
  /** One sentence: what it is for. */
  readonly sentence: string;
};

type Read<V extends Variable> = V['type'] extends 'port' | 'integer'
  ? number
  : V['type'] extends 'flag'
    ? boolean
    : V['type'] extends 'list' | 'address-list'
      ? readonly string[]
      : V extends { readonly choices: readonly (infer C)[] }
        ? C
        : string;

/** The value a variable has once read: null only where there is no default. */
export type ValueOf<V extends Variable> = V extends { readonly default: string } ? Read<V> : Read<V> | null;
