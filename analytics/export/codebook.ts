import { DISCLOSURE_RULES } from '../disclosure/rules.ts';
import { metricsNamed } from '../metrics/compute.ts';
import { ALWAYS_KNOWN, PANEL_METRICS } from '../metrics/index.ts';
import type { Metric } from '../metrics/metric.ts';

/** One column of an exported table. */
export type CodebookLine = {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly unit: string | null;
  readonly meaning: string;
  /** The observation it needs to be more than null. */
  readonly needs: string | null;
};

/** The observation a measure needs, in words. */
export const needText = ({ need }: Metric): string =>
  [
    need.mode === 'continuous' ? 'continuous observation (a logger)' : 'any observed time in the week',
    ...(need.minDays === undefined ? [] : [`at least ${need.minDays} days`]),
    ...(need.minCoverage === undefined ? [] : [`at least ${need.minCoverage * 100} % of the week`]),
  ].join(', ');

const line = (
  table: string,
  column: string,
  type: string,
  unit: string | null,
  meaning: string,
  needs: string | null = null,
): CodebookLine => ({ table, column, type, unit, meaning, needs });

const keys = (table: string): CodebookLine[] => [
  line(table, 'person', 'text', null, 'Random pseudonym of this study, linked to nothing else'),
  line(table, 'week', 'text', null, 'ISO week on the territory’s clocks, by the start of a row: 2026-W41'),
];

const measures: CodebookLine[] = [
  ...keys('measures'),
  line('measures', 'observation', 'text', null, 'session: play with the screen on; logger: all day'),
  line(
    'measures',
    'quantum_m',
    'integer',
    'metres',
    'Width of the place unit behind the row; empty when not observed',
  ),
  line('measures', 'days_observed', 'integer', 'days', 'Days of the week with any kept dwell'),
  ...metricsNamed(PANEL_METRICS).flatMap((metric) => {
    const value = line(
      'measures',
      metric.name,
      metric.type === 'INTEGER' ? 'integer' : 'decimal',
      metric.unit,
      `${metric.definition} Source: ${metric.source}.`,
      needText(metric),
    );
    if (ALWAYS_KNOWN.has(metric.name)) return [value];
    return [
      value,
      line(
        'measures',
        `${metric.name}_reason`,
        'text',
        null,
        `Why ${metric.name} is empty; empty when it is not`,
      ),
    ];
  }),
];

const ties: CodebookLine[] = [
  ...keys('ties'),
  line('ties', 'tie_type', 'text', null, 'peer, joker, adviser, employer'),
  line('ties', 'coverage', 'decimal', 'share', 'Share of the week observed by position, 0 to 1'),
  line('ties', 'contacts', 'integer', 'contacts', 'Typed interactions and, for peers, encounters'),
  line('ties', 'alters', 'integer', 'persons', 'Distinct others among them'),
  line('ties', 'days', 'integer', 'days', 'Distinct days among them'),
  line(
    'ties',
    'interactions',
    'integer',
    'interactions',
    'Typed interactions; 0 is known, they do not need position',
  ),
  line(
    'ties',
    'encounters',
    'integer',
    'encounters',
    'Presence in the same or a touching resolution-11 cell within 5 minutes, merged over 15; overstates ties',
    'any observed time in the week; peers only',
  ),
  line('ties', 'encounters_reason', 'text', null, 'Why encounters is empty: not_observed, not_applicable'),
  line('ties', 'encounter_minutes', 'decimal', 'minutes', 'Their duration', 'as encounters'),
  line(
    'ties',
    'overlap',
    'decimal',
    'share',
    'Mean over the week’s alters of Onnela’s neighbourhood overlap in the network of participants, 0 to 1',
    'alters who are participants themselves',
  ),
  line('ties', 'overlap_reason', 'text', null, 'Why overlap is empty: no_contact, alters_unobserved'),
];

const cells: CodebookLine[] = [
  line(
    'cells',
    'cell',
    'integer',
    'H3',
    'Cell of resolution 9 (about 350 m wide) as an unsigned 64-bit number',
  ),
  line(
    'cells',
    'persons',
    'integer',
    'persons',
    `Persons seen in it; cells of fewer than ${DISCLOSURE_RULES.minPersons} are left out`,
  ),
  line('cells', 'stays', 'integer', 'stays', 'Stays that began in the window'),
  line('cells', 'minutes', 'decimal', 'minutes', 'Time observed in it'),
];

/** Said on every row about a town that was made up. */
export const INVENTED_NOTICE = 'Ville inventée : l’effet a été écrit dans le générateur';

/** Every column of every exported table. */
export const CODEBOOK: readonly CodebookLine[] = [
  ...measures,
  ...ties,
  ...cells,
  ...['measures', 'ties', 'cells'].map((table) =>
    line(table, 'notice', 'text', null, 'Only in exports of an invented town: says so'),
  ),
];
