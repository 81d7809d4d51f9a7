import { Type } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';
import { APPLY_WAYS, PHOTO_STATES, PHOTO_VERDICTS } from '../../game/photo.ts';
import { Contract, Done, Instant, nullable, oneOf, Uuid } from './common.ts';
import { closed, defineRoute } from './route.ts';

/** What the finder or a reviewer says the ad is: `PhotoCorrection` of `game/photo.ts`. */
export const PhotoFields = closed({
  isVacancy: Type.Boolean(),
  title: Type.String({ minLength: 1, maxLength: 120 }),
  rome: nullable(Type.String({ pattern: '^[A-Z][0-9]{4}$' })),
  contract: Contract,
  apply: oneOf(APPLY_WAYS),
  employer: nullable(Type.String({ maxLength: 120 })),
  hours: nullable(Type.String({ maxLength: 120 })),
  salary: nullable(Type.String({ maxLength: 120 })),
  address: nullable(Type.String({ maxLength: 200 })),
  phone: nullable(Type.String({ maxLength: 40 })),
  email: nullable(Type.String({ maxLength: 120 })),
});

const Confidence = Type.Number({ minimum: 0, maximum: 1 });
const field = <S extends TSchema>(value: S) =>
  nullable(closed({ value, confidence: Confidence, line: Type.Integer() }));
const words = field(Type.String());

/** What was read and understood: `PhotoDraft` of `game/photo.ts`. */
export const PhotoDraft = closed({
  verdict: oneOf(PHOTO_VERDICTS),
  reasons: Type.Array(Type.String()),
  confidence: Confidence,
  handwritten: Type.Boolean(),
  flags: Type.Array(Type.String()),
  /** The text read back; boxes between 0 and 1 of the upright picture. */
  lines: Type.Array(
    closed({
      text: Type.String(),
      confidence: Confidence,
      box: closed({ x: Type.Number(), y: Type.Number(), width: Type.Number(), height: Type.Number() }),
      angle: Type.Number(),
    }),
  ),
  title: words,
  trades: Type.Array(closed({ rome: Type.String(), label: Type.String(), confidence: Confidence })),
  contract: field(Contract),
  hours: words,
  employer: words,
  phone: words,
  email: words,
  address: words,
  salary: words,
  date: words,
  conditions: Type.Array(closed({ value: Type.String(), confidence: Confidence, line: Type.Integer() })),
  apply: field(oneOf(APPLY_WAYS)),
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
  roles: ['adviser', 'joker', 'operator'],
  responses: { 200: closed({ photos: Type.Array(Photo) }) },
});

export const getReviewImage = defineRoute({
  method: 'GET',
  path: '/review/photos/:id/image',
  summary: 'The picture of a photo that waits for review.',
  scope: 'territory',
  roles: ['adviser', 'joker', 'operator'],
  params,
  responses: { 200: { binary: 'image/jpeg' } },
});

export const reviewPhoto = defineRoute({
  method: 'POST',
  path: '/review/photos/:id',
  summary: 'Accepts (with corrections) or rejects a photo of the territory.',
  scope: 'territory',
  roles: ['adviser', 'joker', 'operator'],
  mutation: 'key',
  params,
  body: closed({
    decision: Type.Union([Type.Literal('accept'), Type.Literal('reject')]),
    fields: nullable(PhotoFields),
  }),
  responses: { 200: Done },
});
