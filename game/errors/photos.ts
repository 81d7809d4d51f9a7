import type { ErrorSpec } from './registry.ts';

/** Refusals of a photo, from the upload to the reading. */
export const PHOTO_ERRORS = {
  PHOTO_NOT_AN_IMAGE: {
    status: 415,
    kind: 'terminal',
    message: 'The file {file} is not a JPEG, PNG or WebP picture that can be decoded.',
    remedy: 'Take the photo again, or choose a JPEG, PNG or WebP file.',
  },
  PHOTO_TOO_LARGE: {
    status: 413,
    kind: 'terminal',
    message: 'The picture {file} has {size}, more than the limit of {limit}.',
    remedy: 'Reduce the picture, or let the page do it by taking the photo from there.',
  },
} as const satisfies Record<string, ErrorSpec>;
