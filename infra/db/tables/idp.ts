/** Accounts, organisations, sessions: migrations 010-019, whose owner fills this in. */
export type IdpTables = Record<never, never>;
