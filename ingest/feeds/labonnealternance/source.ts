import type { Source } from '../../offers/draft.ts';

/** La bonne alternance, through the API Apprentissage. */
export const LA_BONNE_ALTERNANCE: Source = {
  id: 'labonnealternance',
  name: 'La bonne alternance',
  origin: 'public',
  licence: 'Licence Ouverte 2.0 pour les données de l’État; offres des partenaires selon leurs conditions',
  attribution: 'Source : La bonne alternance et ses partenaires',
};

/** Base address of the API. */
export const LBA_URL = 'https://api.apprentissage.beta.gouv.fr/api';
