/** Query parameters that say who sent the reader, not which offer it is. */
const TRACKING =
  /^(?:utm_.*|at_.*|xtor|gclid|fbclid|mc_.*|source|src|from|origin|ref|referrer|partner|partenaire|campaign|cid|tracking.*|sponsored|cpc|aff.*)$/i;
/** A page that shows one offer has an id in its address; a home page or a form has none. */
const HAS_ID = /\d{4,}|[0-9a-f]{8}-[0-9a-f]{4}/i;
const FRANCE_TRAVAIL = /(?:pole-emploi|francetravail)\.fr\/offres\/recherche\/detail\/(\w+)/i;

/**
 * One spelling of an offer's address: no scheme, `www.`, fragment, tracking parameter or final slash. An address of
 * France Travail becomes its id, whichever feed carries it. Null when the address shows no offer of its own.
 */
export const canonicalLink = (link: string): string | null => {
  const own = FRANCE_TRAVAIL.exec(link)?.[1];
  if (own !== undefined) return `francetravail:${own}`;
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  const kept = [...url.searchParams]
    .filter(([name]) => !TRACKING.test(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const path = url.pathname.replace(/\/+$/, '');
  const query = kept.map(([name, value]) => `${name}=${value}`).join('&');
  if (!HAS_ID.test(path) && !HAS_ID.test(query)) return null;
  return `${url.hostname.replace(/^www\./, '').toLowerCase()}${path}${query === '' ? '' : `?${query}`}`;
};

/** The exact keys of an offer: its own id among France Travail's, and every address it is shown under. */
export const keysOf = (
  source: string,
  externalId: string,
  links: readonly (string | null)[],
): readonly string[] => [
  ...new Set([
    ...(source === 'francetravail' ? [`francetravail:${externalId}`] : []),
    ...links.map((link) => (link === null ? null : canonicalLink(link))).filter((key) => key !== null),
  ]),
];
