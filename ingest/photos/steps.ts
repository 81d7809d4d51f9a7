import { JokaError, type ErrorCode } from '../../game/errors.ts';
import type { PhotoDraft } from '../../game/photo.ts';
import { withoutContact } from './ad-text.ts';
import { answerOfDraft, cleanUnseen, reasonsForReview } from './answer.ts';
import type { PhotoDeps } from './deps.ts';
import { payFinder } from './pay-finder.ts';
import { changePhoto, FINAL_STATES, loadPhoto, placeOfPhoto, type PhotoRow } from './photo-row.ts';
import type { PhotoSteps, Waiting } from './pipeline.ts';
import { publishPhoto } from './publish-photo.ts';
import type { Reading } from './read/engine.ts';
import { release, setAside } from './set-aside.ts';
import { understand } from './understand/understand.ts';

/** Days the finder has to answer, and days a reviewer has: 72 hours. */
export const ANSWER_DAYS = 7;
export const REVIEW_DAYS = 3;

const isFinal = (photo: PhotoRow): boolean => FINAL_STATES.some((state) => state === photo.state);

/** The steps of a photo over real doors. */
export const createPhotoSteps = (deps: PhotoDeps): PhotoSteps => {
  const { db, store, clock, engine } = deps;
  const wait = (signal: 'confirmed' | 'reviewed'): Waiting => {
    const days = signal === 'confirmed' ? ANSWER_DAYS : REVIEW_DAYS;
    return { signal, until: new Date(clock.now() + days * 86_400_000).toISOString() };
  };

  const readObject = async (photo: PhotoRow): Promise<Reading> => {
    const jpeg = await store.get(photo.objectKey);
    if (jpeg === null) throw new JokaError('PHOTO_OBJECT_MISSING', { key: photo.objectKey, photo: photo.id });
    let told = 0;
    return engine.read(jpeg, photo.id, (percent) => {
      if (percent < told + 15) return;
      told = percent;
      // a missed mark of progress harms nothing: the next one, or the end, follows
      changePhoto(deps, photo.id, { progress: Math.min(95, 5 + percent) }).catch(() => undefined);
    });
  };

  /** The end of a photo that gives no offer. Whatever it showed, a lost cat's phone number too, is not kept. */
  const end = ({ id, draft, confirmed }: PhotoRow, errorCode: ErrorCode): Promise<void> =>
    changePhoto(deps, id, {
      state: 'rejected',
      errorCode,
      draft: draft && withoutContact(draft),
      confirmed: confirmed && { ...confirmed, phone: null, email: null },
    });

  const review = async (photo: string): Promise<Waiting> => {
    await changePhoto(deps, photo, { state: 'review' });
    return wait('reviewed');
  };

  /** A photo that an earlier run already read goes on from where it stands. */
  const taken = (photo: PhotoRow): Waiting => {
    if (photo.draft === null || photo.state === 'failed') return null;
    if (photo.state === 'review') return wait('reviewed');
    if (photo.confirmed !== null) return { signal: 'confirmed', until: new Date(clock.now()).toISOString() };
    return photo.state === 'read' && photo.player !== null ? wait('confirmed') : null;
  };

  /**
   * Without a finder only a reviewer can answer. A picture that surely shows something else, or no text at all, is
   * over; one in which little was read may be a handwritten ad.
   */
  const withoutFinder = async (photo: PhotoRow, draft: PhotoDraft): Promise<Waiting> => {
    const doubtful = draft.verdict === 'unread' && draft.lines.length > 0;
    if (draft.verdict === 'vacancy' || doubtful) return review(photo.id);
    await end({ ...photo, draft }, 'PHOTO_NOT_A_VACANCY');
    return null;
  };

  return {
    async read(id) {
      const photo = await loadPhoto(db, id);
      if (!photo || (isFinal(photo) && photo.state !== 'failed')) return null;
      const standing = taken(photo);
      if (standing) return standing;
      let draft: PhotoDraft;
      try {
        const { lines } = await readObject(photo);
        draft = understand(lines);
      } catch (error) {
        if (!(error instanceof JokaError) || error.spec.kind === 'transient') throw error;
        await setAside(deps, photo, error);
        await changePhoto(deps, id, { state: 'failed', errorCode: error.code, progress: 100 });
        return null;
      }
      await release(deps, id);
      await changePhoto(deps, id, { state: 'read', draft, errorCode: null, progress: 100 });
      return photo.player === null ? withoutFinder(photo, draft) : wait('confirmed');
    },

    async decide(id, answered) {
      const photo = await loadPhoto(db, id);
      if (!photo?.draft || isFinal(photo)) return { publish: false, waiting: null };
      const { confirmed, draft } = photo;
      if (confirmed === null) {
        if (photo.player === null) return { publish: false, waiting: await withoutFinder(photo, draft) };
        if (answered) return { publish: false, waiting: wait('confirmed') };
        await end(photo, 'PHOTO_UNANSWERED');
        return { publish: false, waiting: null };
      }
      if (!confirmed.isVacancy) {
        await end(photo, 'PHOTO_NOT_A_VACANCY');
        return { publish: false, waiting: null };
      }
      const reasons = reasonsForReview(draft, confirmed, placeOfPhoto(photo.placeCell) !== null);
      if (reasons.length > 0) {
        const told = [...new Set([...draft.reasons, ...reasons.map((reason) => `review:${reason}`)])];
        await changePhoto(deps, id, { draft: { ...draft, reasons: told } });
        return { publish: false, waiting: await review(id) };
      }
      await changePhoto(deps, id, { state: 'confirmed' });
      return { publish: true };
    },

    async publish(id) {
      const photo = await loadPhoto(db, id);
      if (!photo?.draft) return null;
      const { draft } = photo;
      if (photo.offer !== null && isFinal(photo)) {
        return { offer: photo.offer, duplicate: photo.state === 'duplicate' };
      }
      const answer = photo.confirmed ?? answerOfDraft(draft);
      if (!answer?.isVacancy) {
        await end(photo, 'PHOTO_NOT_A_VACANCY');
        return null;
      }
      const published = await publishPhoto(deps, photo, draft, answer);
      if (published === null) {
        await end(photo, 'PHOTO_SHOP_SAID_NO');
        return null;
      }
      await changePhoto(deps, id, {
        state: published.duplicate ? 'duplicate' : 'published',
        offer: published.offer,
        draft: withoutContact(draft),
        confirmed: photo.confirmed && { ...photo.confirmed, phone: null, email: null },
        progress: 100,
      });
      return published;
    },

    async reward(id, offer) {
      const photo = await loadPhoto(db, id);
      if (photo) await payFinder(deps, photo, offer);
    },

    async lapse(id) {
      const photo = await loadPhoto(db, id);
      if (!photo?.draft || isFinal(photo)) return { publish: false };
      const { confirmed, draft } = photo;
      if (confirmed === null || !cleanUnseen(draft, confirmed, placeOfPhoto(photo.placeCell) !== null)) {
        await end(photo, 'PHOTO_UNANSWERED');
        return { publish: false };
      }
      const shown = { ...confirmed, phone: null, email: null, apply: 'in_person' as const };
      await changePhoto(deps, id, { confirmed: shown, draft: withoutContact(draft) });
      return { publish: true };
    },

    async reject(id, code) {
      const photo = await loadPhoto(db, id);
      if (photo && !isFinal(photo)) await end(photo, code);
    },
  };
};
