import { foundInstance, operatorLink } from '../api/accounts/instance.ts';
import { JokaError } from '../game/errors.ts';
import type { Clock } from '../infra/clock.ts';
import type { Database } from '../infra/db/database.ts';
import type { Config } from '../infra/config.ts';
import { instanceKind } from '../infra/db/instance.ts';
import { loadGazetteer } from '../ingest/places/gazetteer.ts';
import { territoryOf } from '../ingest/places/territory.ts';
import { printJson } from './output.ts';
import type { Register } from './run.ts';

type Options = { territory?: string[]; name?: string; alone?: boolean; newLink?: boolean; json?: boolean };

const publicAddress = (config: Config): string =>
  config.JOKA_PUBLIC_URL ??
  `${config.JOKA_TLS_CERT === null ? 'http' : 'https'}://${config.JOKA_HOST}:${config.JOKA_PORT}`;

const linkTo = (config: Config, code: string): string => `${publicAddress(config)}/enter#link=${code}`;

const newOperatorLink = async (db: Database, clock: Clock): Promise<string> => {
  if ((await instanceKind(db)) !== 'real') throw new JokaError('INSTANCE_NOT_REAL', {});
  const operator = await db.idp
    .selectFrom('idp.organisations')
    .select('id')
    .where('kind', '=', 'operator')
    .orderBy('created_at')
    .executeTakeFirstOrThrow();
  return operatorLink(db.idp, clock, operator.id);
};

/** `joka init`: a real, empty store in which the demo is refused for ever, and the first operator's link. */
export const register: Register = (program, context) => {
  program
    .command('init')
    .description(
      'Make a real, empty instance for a territory and print the first operator’s single-use link.',
    )
    .option('--territory <INSEE...>', 'communes (62510) or departments (62), one territory of all of them')
    .option('--name <name>', 'name of the territory; by default that of its largest commune')
    .option('--alone', 'let players make an account without a card or a rally code')
    .option('--new-link', 'only print another operator link, for an instance that exists')
    .option('--json', 'one JSON document')
    .action(async (options: Options, command) => {
      const config = context.config();
      if (options.newLink === true) {
        const link = linkTo(config, await newOperatorLink(await context.database(), context.clock));
        if (options.json === true) printJson({ operatorLink: link });
        else console.log(`Operator link, for one use within 7 days:\n  ${link}`);
        return;
      }
      if (options.territory === undefined)
        command.error("error: required option '--territory <INSEE...>' not specified", { exitCode: 2 });
      const territory = territoryOf(loadGazetteer(), options.territory ?? [], options.name);
      const db = await context.database();
      const kind = await instanceKind(db);
      if (kind !== null) throw new JokaError('INSTANCE_EXISTS', { kind });
      await db.offers
        .insertInto('offers.territories')
        .values({
          ...territory,
          communes: [...territory.communes],
          bounds: [...territory.bounds],
          reference: null,
        })
        .onConflict((conflict) => conflict.column('code').doNothing())
        .execute();
      const founded = await foundInstance(db.idp, context.clock, {
        kind: 'real',
        aloneAllowed: options.alone === true,
      });
      const link = linkTo(config, founded.operatorLink);
      if (options.json === true) {
        printJson({
          territory: territory.code,
          name: territory.name,
          communes: territory.communes.length,
          operatorLink: link,
        });
        return;
      }
      console.log(
        [
          `A real instance for ${territory.name} (${territory.communes.length} communes). The demo is refused here for ever.`,
          'Start it with: npm start',
          'The first operator enters once, within 7 days, by this link:',
          `  ${link}`,
        ].join('\n'),
      );
    });
};
