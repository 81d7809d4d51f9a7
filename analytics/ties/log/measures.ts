/** A measure of a person's log of contacts: a column of the table of `measure-log.ts`, an SQL expression over its sums. */
export type LogMeasure = {
  readonly name: string;
  readonly unit: string;
  readonly definition: string;
  readonly source: string;
  /** Reason code of a null. */
  readonly absent: string;
  readonly value: string;
};

const BANDICOOT = 'bandicoot individual.py';
const measure = (
  name: string,
  unit: string,
  value: string,
  definition: string,
  absent = 'no_contact',
  source = BANDICOOT,
): LogMeasure => ({ name, unit, value, definition, absent, source });

/**
 * Measures of a log of contacts: how often, with whom, when. They are intensity, and known from one person's log alone.
 * Standard deviations are ÷ n; entropies in bits (bandicoot: nats).
 */
export const LOG_MEASURES: readonly LogMeasure[] = [
  measure('contacts', 'contacts', 'c.contacts', 'Contacts logged.'),
  measure('active_days', 'days', 'd.active_days', 'Distinct local days with a contact.'),
  measure('alters', 'persons', 'c.alters', 'Distinct others.'),
  measure(
    'alter_entropy_bits',
    'bits',
    'CASE WHEN c.alters = 1 THEN 0.0 ELSE greatest(0.0, log2(c.contacts) - c.terms::DOUBLE / 1e9 / c.contacts) END',
    '−Σ p log2 p over others, p the share of contacts; 0 with one other.',
    'no_contact',
    `${BANDICOOT}, in nats there`,
  ),
  measure('contacts_per_alter', 'contacts', 'c.contacts / c.alters', 'Mean number of contacts per other.'),
  measure(
    'sd_contacts_per_alter',
    'contacts',
    'sqrt(greatest(0.0, c.squares / c.alters - (c.contacts / c.alters) ** 2))',
    'Standard deviation of the number of contacts per other.',
  ),
  measure(
    'balance',
    'share',
    'c.balance_sum / 1e9 / c.alters',
    'Mean over others of contacts begun by the person ÷ contacts with that other. bandicoot’s weighted form divides by all contacts.',
  ),
  measure(
    'pareto_share',
    'share',
    'p.needed / c.alters',
    'Fewest others that together hold 80 % of contacts ÷ all others.',
  ),
  measure('initiated_share', 'share', 'c.outgoing / c.contacts', 'Contacts begun by the person ÷ contacts.'),
  measure(
    'nocturnal_share',
    'share',
    'c.nocturnal / c.contacts',
    'Contacts from 19:00 to 07:00 ÷ contacts, the hour 19:00 included and 07:00 not.',
  ),
  measure(
    'mean_seconds',
    'seconds',
    'c.ms / 1000.0 / nullif(c.timed, 0)',
    'Mean duration of contacts with one.',
    'no_duration',
  ),
  measure(
    'sd_seconds',
    'seconds',
    'sqrt(greatest(0.0, c.ms_squares / nullif(c.timed, 0) - (c.ms / nullif(c.timed, 0)) ** 2)) / 1000',
    'Standard deviation of those durations.',
    'no_duration',
  ),
  measure(
    'mean_interevent_seconds',
    'seconds',
    'e.gap_sum / 1000.0 / nullif(e.gaps, 0)',
    'Mean time between contacts that follow each other.',
    'one_contact',
  ),
  measure(
    'sd_interevent_seconds',
    'seconds',
    'sqrt(greatest(0.0, e.gap_squares / nullif(e.gaps, 0) - (e.gap_sum / nullif(e.gaps, 0)) ** 2)) / 1000',
    'Standard deviation of those times.',
    'one_contact',
  ),
  measure(
    'conversations',
    'conversations',
    'k.conversations',
    'Runs of texts with one other less than an hour apart; a call ends a run.',
    'no_text',
  ),
  measure(
    'initiated_conversation_share',
    'share',
    'k.begun / nullif(k.conversations, 0)',
    'Conversations whose first text is the person’s ÷ conversations.',
    'no_text',
  ),
  measure(
    'response_rate',
    'share',
    'k.answered / nullif(k.asked, 0)',
    'Conversations begun by the other with an answer ÷ conversations begun by the other.',
    'no_conversation_begun_by_others',
  ),
  measure(
    'mean_response_seconds',
    'seconds',
    'k.delay_sum / 1000.0 / nullif(k.delays, 0)',
    'Mean time from a received text to the answer that follows it, above 0.',
    'no_answer',
  ),
  measure(
    'sd_response_seconds',
    'seconds',
    'sqrt(greatest(0.0, k.delay_squares / nullif(k.delays, 0) - (k.delay_sum / nullif(k.delays, 0)) ** 2)) / 1000',
    'Standard deviation of those times.',
    'no_answer',
  ),
];
