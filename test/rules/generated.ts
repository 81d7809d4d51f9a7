import { errorsPage } from './generated/errors-page.ts';
import { notice } from './generated/notice.ts';
import { offersPage } from './generated/offers-page.ts';
import { performancePage } from './generated/performance-page.ts';
import { privacyPage } from './generated/privacy-page.ts';
import { readme } from './generated/readme.ts';

/** Files made from the code: `npm run generate` writes them, a test compares them. */
export const GENERATED: Readonly<Record<string, () => string>> = {
  'docs/errors.md': errorsPage,
  'docs/offers.md': offersPage,
  'docs/performance.md': performancePage,
  'docs/privacy.md': privacyPage,
  'README.md': readme,
  NOTICE: notice,
};
