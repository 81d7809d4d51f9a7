import type { Session } from '../accounts/sessions.ts';
import { JokaError } from '../../game/errors.ts';
import * as photos from '../contract/photos.ts';
import { readUpload } from '../plugins/upload.ts';
import { forReviewer, listPhotos, photoAnswer, readPhotoRow } from '../readers/photos.ts';
import type { PhotoScope } from '../readers/photos.ts';
import { answerPhoto, submitPhoto } from '../writers/photos.ts';
import type { Kit } from './kit.ts';
import { whoOf } from './kit.ts';

const mine = (session: Session): PhotoScope => ({ player: whoOf(session).player });
const toReview = (session: Session): PhotoScope => ({
  review: session.territory,
  minors: session.role === 'adviser',
});

export const photoRoutes = (kit: Kit): void => {
  const { implement, db, clock, once, store } = kit;
  const image = async (scope: PhotoScope, id: string): Promise<Uint8Array> => {
    const bytes = await store.get((await readPhotoRow(db.game, scope, id)).object_key);
    if (bytes === null) throw new JokaError('NOT_FOUND', { what: 'picture' });
    return bytes;
  };
  implement(photos.postPhoto, async ({ session, key, request }) => {
    const { submission, bytes } = await readUpload(request);
    return submitPhoto(kit, whoOf(session), key, submission, bytes);
  });
  implement(photos.listPhotos, async ({ session }) => ({ photos: await listPhotos(db.game, mine(session)) }));
  implement(photos.getPhoto, async ({ session, params }) =>
    photoAnswer(await readPhotoRow(db.game, mine(session), params.id)),
  );
  implement(photos.getPhotoImage, ({ session, params }) => image(mine(session), params.id));
  implement(photos.confirmPhoto, async (asked) => {
    const { session, params, body } = asked;
    const named = { ...asked, body: { ...params, ...body } };
    await once('game', named, 'POST /photos/confirm', (trx) =>
      answerPhoto(trx, mine(session), params.id, { accept: true, ...body }, new Date(clock.now())),
    );
    return photoAnswer(await readPhotoRow(db.game, mine(session), params.id));
  });
  implement(photos.listReview, async ({ session }) => ({
    photos: (await listPhotos(db.game, toReview(session))).map(forReviewer),
  }));
  implement(photos.getReviewImage, ({ session, params }) => image(toReview(session), params.id));
  implement(photos.reviewPhoto, (asked) => {
    const { session, params, body } = asked;
    const answer = { accept: body.decision === 'accept', fields: body.fields };
    return once('game', { ...asked, body: { ...params, ...body } }, 'POST /review/photos', (trx) =>
      answerPhoto(trx, toReview(session), params.id, answer, new Date(clock.now())),
    );
  });
};
