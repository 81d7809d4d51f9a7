import { Type } from '@sinclair/typebox';
import { Contract, Done, Instant, nullable, oneOf, Uuid } from './common.ts';
import { closed, defineRoute } from './route.ts';

export const PHOTO_STATES = [
  'received',
  'read',
  'confirmed',
  'review',
  'published',
  'duplicate',
  'rejected',
  'failed',
] as const;

/** What was read in a window, field by field; everything may be corrected by the finder. */
export const PhotoFields = closed({
  title: Type.String({ minLength: 1, maxLength: 120 }),
  employer: nullable(Type.String({ maxLength: 120 })),
  contract: Contract,
  hours: nullable(Type.String({ maxLength: 120 })),
  salary: nullable(Type.String({ maxLength: 120 })),
  description: nullable(Type.String({ maxLength: 2000 })),
  beginner: nullable(Type.Boolean()),
  phone: nullable(Type.String({ maxLength: 40 })),
  email: nullable(Type.String({ maxLength: 120 })),
  /** What the next person should know (« sonner à gauche »): opened by a key, never in lists. */
  tip: nullable(Type.String({ maxLength: 200 })),
});

export const PhotoDraft = closed({
  /** The text read back, lines in reading order. */
  text: Type.String(),
  /** Mean confidence of the reading, 0 to 100. */
  confidence: Type.Number(),
  fields: PhotoFields,
  /** Names of fields that need a human eye. */
  doubtful: Type.Array(Type.String()),
});

export const Photo = closed({
  id: Uuid,
  state: oneOf(PHOTO_STATES),
  /** 0 to 100. */
  progress: Type.Integer(),
  takenAt: nullable(Instant),
  receivedAt: Instant,
  hasPlace: Type.Boolean(),
  draft: nullable(PhotoDraft),
  confirmed: nullable(PhotoFields),
  /** The offer it became, or the one it doubles. */
  offer: nullable(Uuid),
  errorCode: nullable(Type.String()),
  errorRemedy: nullable(Type.String()),
});

export const postPhoto = defineRoute({
  method: 'POST',
  path: '/photos',
  summary:
    'A photographed ad, multipart: `id` (client UUID), `takenAt`?, `placeCell`? (resolution 12), `accuracyM`?, then the file `photo`.',
  scope: 'own',
  roles: ['player'],
  mutation: 'key',
  multipart: true,
  bodyLimit: 9 * 1024 * 1024,
  responses: { 202: Photo },
});

export const listPhotos = defineRoute({
  method: 'GET',
  path: '/photos',
  summary: 'The photos of this player, newest first.',
  scope: 'own',
  roles: ['player'],
  responses: { 200: closed({ photos: Type.Array(Photo) }) },
});

const params = closed({ id: Uuid });

export const getPhoto = defineRoute({
  method: 'GET',
  path: '/photos/:id',
  summary: 'One photo of this player: progress, the text read back, the draft.',
  scope: 'own',
  roles: ['player'],
  params,
  responses: { 200: Photo },
});

export const getPhotoImage = defineRoute({
  method: 'GET',
  path: '/photos/:id/image',
  summary: 'The stored picture of one photo of this player, without metadata.',
  scope: 'own',
  roles: ['player'],
  params,
  responses: { 200: { binary: 'image/jpeg' } },
});

export const confirmPhoto = defineRoute({
  method: 'POST',
  path: '/photos/:id/confirm',
  summary:
    'The finder confirms or corrects what was read; the photo then becomes an offer or waits for review.',
  scope: 'own',
  roles: ['player'],
  mutation: 'key',
  params,
  body: closed({ fields: PhotoFields }),
  responses: { 200: Photo },
});

export const listReview = defineRoute({
  method: 'GET',
  path: '/review/photos',
  summary: 'Photos of the territory that wait for a reviewer; the finder is not named.',
  scope: 'territory',
  roles: ['adviser', 'operator'],
  responses: { 200: closed({ photos: Type.Array(Photo) }) },
});

export const getReviewImage = defineRoute({
  method: 'GET',
  path: '/review/photos/:id/image',
  summary: 'The picture of a photo that waits for review.',
  scope: 'territory',
  roles: ['adviser', 'operator'],
  params,
  responses: { 200: { binary: 'image/jpeg' } },
});

export const reviewPhoto = defineRoute({
  method: 'POST',
  path: '/review/photos/:id',
  summary: 'Accepts (with corrections) or rejects a photo of the territory.',
  scope: 'territory',
  roles: ['adviser', 'operator'],
  mutation: 'key',
  params,
  body: closed({
    decision: Type.Union([Type.Literal('accept'), Type.Literal('reject')]),
    fields: nullable(PhotoFields),
  }),
  responses: { 200: Done },
});
