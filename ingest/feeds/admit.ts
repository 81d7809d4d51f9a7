import { JokaError } from '../../game/errors.ts';
import { locate } from '../offers/locate.ts';
import type { PublishContext } from '../offers/publish-context.ts';
import type { Admit } from './read.ts';

/**
 * Of a file published for one territory, only the offers that lie in it; null admits every offer.
 * What it answers throws JokaError FEED_ROW_ELSEWHERE.
 */
export const admitWithin = (
  territory: string | null | undefined,
  places: PublishContext['places'],
): Admit | null =>
  territory === null || territory === undefined
    ? null
    : (draft, place) => {
        const located = locate(places, draft.place);
        if (located.territory !== territory)
          throw new JokaError('FEED_ROW_ELSEWHERE', {
            place,
            territory,
            found: located.placeLabel ?? 'no place',
          });
      };
