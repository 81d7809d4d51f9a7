import { METRICS } from '../analytics/metrics/index.ts';
import { explainMeasures } from '../analytics/metrics/compute.ts';
import { needText } from '../analytics/export/codebook.ts';
import { writeTemplate } from '../analytics/lab/template.ts';
import { withLabOptions, type LabOptions } from './lab/options.ts';
import { runVerb, type LabVerb } from './lab/run-verb.ts';
import { printRows } from './output.ts';
import type { Register } from './run.ts';

const VERBS: readonly (LabVerb & { readonly about: string })[] = [
  {
    name: 'report',
    about:
      'Everything that the files allow: measures, panel, profiles, survival, ties, and a report to read.',
    parts: ['report'],
    needs: [],
    needsOneOf: ['points', 'contacts', 'spells', 'events'],
  },
  {
    name: 'measures',
    about: 'Mobility measures by person and period.',
    parts: ['measures'],
    needs: ['points'],
  },
  {
    name: 'ties',
    about: 'Contact measures and ties from a contact log.',
    parts: ['ties'],
    needs: ['contacts'],
  },
  {
    name: 'panel',
    about: 'One row per person and week: mobility, work, contacts; profiles and spells.',
    parts: ['panel', 'spells'],
    needs: [],
    needsOneOf: ['points', 'contacts', 'spells'],
  },
  {
    name: 'survival',
    about: 'Time to an event: counting-process table.',
    parts: ['survival'],
    needs: ['events'],
  },
];

/** `joka lab`: a researcher's files in, tables and a report out; no database, server or network. */
export const register: Register = (program) => {
  const lab = program
    .command('lab')
    .description('Measures, cohorts and a report from a researcher’s own files. Nothing leaves this machine.')
    .addHelpText('after', '\nExample: joka lab report --points gps.csv --zone Europe/Paris');
  for (const verb of VERBS)
    withLabOptions(lab.command(verb.name).description(verb.about)).action(async (options: LabOptions) => {
      if (options.explain === true) {
        const measures = options.measures?.split(',');
        const zone = options.zone ?? 'Europe/Paris';
        for (const sql of explainMeasures({
          grain: 'week',
          zone,
          ...(measures === undefined ? {} : { measures }),
        }))
          console.log(`${sql};\n`);
        return;
      }
      await runVerb(verb, options);
    });
  lab
    .command('template [folder]')
    .description('Write example files of every table, and a plan, into a folder.')
    .action((folder: string | undefined) => {
      for (const name of writeTemplate(folder ?? 'study')) console.log(`${folder ?? 'study'}/${name}`);
    });
  lab
    .command('catalogue')
    .description('Every measure: column, unit, formula, parameters, observation it needs, source.')
    .option('--json', 'one JSON object per line')
    .action((options: { json?: true }) =>
      printRows(
        METRICS.map((metric) => ({
          measure: metric.name,
          unit: metric.unit,
          formula: metric.definition,
          parameters: (metric.parameters ?? []).join(' '),
          needs: needText(metric),
          source: metric.source,
        })),
        { json: options.json },
      ),
    );
};
