import type { Config } from '../../infra/config.ts';
import { OFFICIAL_SOURCES } from '../../ingest/feeds/sources.ts';
import type { CliContext } from '../context.ts';
import { absent, ok, warning } from './check.ts';
import type { Check } from './check.ts';

/** Each official source: whether its credentials are there. A missing one is a warning only where the source is switched on. @param context null when there is no store yet */
export const checkFeeds = async (context: CliContext | null, config: Config): Promise<Check[]> => {
  const on = new Set<string>();
  if (context !== null) {
    const { ops } = await context.database();
    const rows = await ops.selectFrom('offers.sources').select('id').where('feed', 'is not', null).execute();
    for (const { id } of rows) on.add(id);
  }
  return OFFICIAL_SOURCES.map(({ source, needs, from }) => {
    const check = `source ${source.id}`;
    const missing = needs.filter((name) => config[name as keyof typeof config] === null);
    if (missing.length === 0)
      return on.has(source.id)
        ? ok(check, 'credentials set, read by itself')
        : absent(check, 'credentials set, not switched on', `joka feed enable ${source.id}`);
    const remedy = `Set ${missing.join(' and ')}, from ${from}.`;
    return on.has(source.id)
      ? warning(check, 'switched on, credentials missing', remedy)
      : absent(check, 'no credentials', remedy);
  });
};
