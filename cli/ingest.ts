import type { FeedOrigin } from '../ingest/feeds/connector.ts';
import { franceTravail } from '../ingest/feeds/francetravail/connector.ts';
import { FRANCE_TRAVAIL } from '../ingest/feeds/francetravail/source.ts';
import { ENGAGEMENT, ENGAGEMENT_URL } from '../ingest/feeds/engagement/source.ts';
import { LA_BONNE_ALTERNANCE, LBA_URL } from '../ingest/feeds/labonnealternance/source.ts';
import { MAPPED } from '../ingest/feeds/mapped/connector.ts';
import { sourceOf, withCommonOptions } from './ingest/options.ts';
import type { CommonOptions } from './ingest/options.ts';
import { readMapping } from './ingest/read-mapping.ts';
import { runFeed } from './ingest/run.ts';
import { targetOf } from './ingest/target.ts';
import type { Register } from './run.ts';

type FranceTravailOptions = CommonOptions & { source: string; department?: string[]; tokenUrl?: string };

const common = (options: CommonOptions): Pick<FeedOrigin, 'holdAbove' | 'all'> => ({
  ...(options.holdAbove === undefined ? {} : { holdAbove: options.holdAbove }),
  ...(options.partial === true ? { all: false } : {}),
});

/** Kinds that need no option of their own. */
const SIMPLE = [
  {
    id: 'labonnealternance',
    source: LA_BONNE_ALTERNANCE,
    about: 'La bonne alternance: the export or a search in files, or the API by its base address.',
    example: LBA_URL,
  },
  {
    id: 'engagement',
    source: ENGAGEMENT,
    about:
      'API Engagement (volunteering, civic service): pages or XML in files, or the API by its base address.',
    example: ENGAGEMENT_URL,
  },
  {
    id: 'jobposting',
    source: null,
    about:
      'schema.org JobPosting: pages or JSON-LD files, or the address of a page, sitemap or sitemap index.',
    example: 'https://example.org/sitemap.xml --source example --licence "accord"',
  },
] as const;

/** `joka ingest <source kind> <folder|file|address>`: feeds become offers. */
export const register: Register = (program, context) => {
  const ingest = program.command('ingest').description('Read a feed of job offers into the store.');

  withCommonOptions(ingest.command('francetravail <target>'), FRANCE_TRAVAIL.id)
    .description('Recorded pages of a folder, or the API "Offres d’emploi v2" by its base address.')
    .option('--department <code...>', 'by HTTP: sweep these departments; default: everything')
    .option('--token-url <url>', 'by HTTP: address of the token service')
    .addHelpText(
      'after',
      '\nExamples:\n  joka ingest francetravail ingest/feeds/francetravail/sample' +
        '\n  joka ingest francetravail https://api.francetravail.io/partenaire/offresdemploi --department 62 59',
    )
    .action(async (target: string, options: FranceTravailOptions) => {
      const origin = {
        connector: franceTravail.id,
        ...common(options),
        ...(await targetOf(target)),
        ...(options.tokenUrl === undefined ? {} : { tokenUrl: options.tokenUrl }),
        ...(options.department === undefined ? {} : { departments: options.department }),
      };
      const known = options.source === FRANCE_TRAVAIL.id ? FRANCE_TRAVAIL : null;
      await runFeed(context, sourceOf(options.source, options, known), origin, options);
    });

  for (const { id, source, about, example } of SIMPLE)
    withCommonOptions(ingest.command(`${id} <target>`), id)
      .description(about)
      .option('--department <code...>', 'by HTTP, where the source is asked by department')
      .addHelpText('after', `\nExample: joka ingest ${id} ${example}`)
      .action(async (target: string, options: CommonOptions & { source: string; department?: string[] }) => {
        const origin = {
          connector: id,
          ...common(options),
          ...(await targetOf(target)),
          ...(options.department === undefined ? {} : { departments: options.department }),
        };
        const known = source !== null && options.source === source.id ? source : null;
        await runFeed(context, sourceOf(options.source, options, known), origin, options);
      });

  withCommonOptions(ingest.command('mapped <mapping> <target>'), null)
    .description('A file, a folder of files or an address, read by a mapping: XML, RSS, CSV or JSON.')
    .addHelpText(
      'after',
      '\n<mapping>: one of `joka feed mappings`, or the path of a mapping file (see `joka feed try --write`).' +
        '\nExample: joka ingest mapped hellowork export.xml.gz',
    )
    .action(async (name: string, target: string, options: CommonOptions) => {
      const mapping = await readMapping(name);
      const origin = { connector: MAPPED, mapping, ...common(options), ...(await targetOf(target)) };
      const known = { name: mapping.name, ...mapping.source };
      await runFeed(context, sourceOf(options.source ?? mapping.id, options, known), origin, options);
      if (!mapping.verified && options.json !== true)
        console.log(`unverified: the mapping ${mapping.id} was never tried on a real sample`);
    });
};
