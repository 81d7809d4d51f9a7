import type { Purpose } from '../../../api/contract/me.ts';
import type { Language } from '../../words/parse.ts';

/** Which sentence was read; raise the number when the French or English text of a purpose changes its meaning. */
const VERSIONS: Record<Purpose, number> = { play_position: 1, research: 1, share_adviser: 1 };

/** The version kept beside an answer. */
export const textVersion = (purpose: Purpose, language: Language): string =>
  `${VERSIONS[purpose]}-${language}`;
