import type { Duck } from '../../infra/duckdb/duck.ts';

/** Kinds of the other end of a tie. Structure and intensity are kept apart within each; no tie is called weak. */
export const TIE_TYPES = ['peer', 'joker', 'adviser', 'employer'] as const;
export type TieType = (typeof TIE_TYPES)[number];

/**
 * Table `contacts (person, other, tie_type, source, at_ms, last_ms, week, day)`: every typed interaction a participant
 * logged, and every encounter seen from both ends as contact between peers.
 * @param interactions the lake's relation
 */
export const makeContacts = async (duck: Duck, interactions: string): Promise<void> => {
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE contacts AS
    SELECT i.person, i.other, i.other_kind AS tie_type, 'interaction' AS source, epoch_ms(i."at") AS at_ms,
           epoch_ms(i."at") AS last_ms, strftime(i.at_local, '%G-W%V') AS week, i.at_local::DATE AS day
    FROM ${interactions} i JOIN persons USING (person)
    UNION ALL
    SELECT unnest([e.person, e.other]) AS person, unnest([e.other, e.person]) AS other, 'peer', 'encounter', first_ms,
           last_ms, week, make_timestamp_ms(first_ms + offset_ms)::DATE
    FROM encounters e`);
};
