import type { Source } from '../../offers/draft.ts';

/** France Travail itself, as recorded with the first run under this id. */
export const FRANCE_TRAVAIL: Source = {
  id: 'francetravail',
  name: 'France Travail',
  origin: 'public',
  licence: 'Licence de réutilisation des offres d’emploi de France Travail',
  attribution: 'Source : France Travail et ses partenaires',
};

/** Base address of the API "Offres d'emploi v2". */
export const FRANCE_TRAVAIL_URL = 'https://api.francetravail.io/partenaire/offresdemploi';
