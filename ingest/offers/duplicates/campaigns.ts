import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../../../infra/db/tables.ts';

/**
 * Marks offers of one title and text that are open in several communes as one campaign (`multi_site`), among the texts
 * the run touched: shown as one undertaking with several workplaces, never merged.
 */
export const markCampaigns = async (trx: Transaction<Tables>, run: string): Promise<void> => {
  await sql`
    WITH touched AS (
      SELECT DISTINCT o.twin_key FROM offers.offer_history h JOIN offers.offers o ON o.id = h.offer
      WHERE h.run = ${run}::uuid AND o.twin_key IS NOT NULL),
    counted AS (
      SELECT o.twin_key, count(DISTINCT o.commune) FILTER (WHERE o.state = 'open') > 1 AS several
      FROM offers.offers o JOIN touched t USING (twin_key) GROUP BY o.twin_key)
    UPDATE offers.offers o SET campaign = CASE WHEN c.several THEN c.twin_key END
    FROM counted c WHERE o.twin_key = c.twin_key
      AND o.campaign IS DISTINCT FROM CASE WHEN c.several THEN c.twin_key END`.execute(trx);
};
