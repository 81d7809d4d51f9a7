import type { Role } from '../../../api/contract/route.ts';

const HOMES: Record<Role, string> = {
  player: '/play',
  adviser: '/adviser',
  joker: '/adviser',
  sociologist: '/lab',
  institution: '/territory',
  operator: '/operator',
};

/** The view a role works in. */
export const homeOf = (role: Role): string => HOMES[role];
