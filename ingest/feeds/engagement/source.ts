import type { Source } from '../../offers/draft.ts';

/** API Engagement: missions of volunteering and civic service. */
export const ENGAGEMENT: Source = {
  id: 'engagement',
  name: 'API Engagement',
  origin: 'public',
  licence: 'Conditions d’utilisation de l’API Engagement; diffusion avec le lien de candidature de l’API',
  attribution: 'Source : API Engagement, l’Agence du Service Civique et les associations',
};

/** Base address of the API. */
export const ENGAGEMENT_URL = 'https://api.api-engagement.beta.gouv.fr';
