import type { ErrorSpec } from './registry.ts';

/** Refusals of a photo, from the upload to the reading. */
export const PHOTO_ERRORS = {
  PHOTO_NOT_AN_IMAGE: {
    status: 415,
    kind: 'terminal',
    message: 'The file {file} is not a JPEG, PNG or WebP picture that can be decoded.',
    remedy: 'Take the photo again, or choose a JPEG, PNG or WebP file.',
  },
  PHOTO_HEIC: {
    status: 415,
    kind: 'terminal',
    message: 'The picture {file} is in the HEIC format of iPhones, which is not read here.',
    remedy:
      'Take the photo from the page, which sends JPEG; or set Settings › Camera › Formats › Most Compatible.',
  },
  PHOTO_TOO_LARGE: {
    status: 413,
    kind: 'terminal',
    message: 'The picture {file} has {size}, more than the limit of {limit}.',
    remedy: 'Reduce the picture, or let the page do it by taking the photo from there.',
  },
  PHOTO_BAD_SHAPE: {
    status: 422,
    kind: 'terminal',
    message: 'The picture {file} measures {width} × {height}: {reason}.',
    remedy: 'Take the photo closer, with the whole ad in the frame.',
  },
  PHOTO_DAMAGED: {
    status: 422,
    kind: 'terminal',
    message: 'The picture {file} is cut short or damaged and cannot be decoded whole.',
    remedy: 'Send it again; if that fails too, take the photo again.',
  },
  PHOTO_TOO_SLOW: {
    status: 422,
    kind: 'terminal',
    message: 'The picture {file} was not done within {seconds} s in {place} and was given up.',
    remedy: 'Take the photo again from the page, which sends a smaller picture.',
  },
  PHOTO_KILLED_READER: {
    status: 422,
    kind: 'terminal',
    message: 'The process of {place} ended while it worked on the picture {file}: {reason}.',
    remedy: 'Take the photo again; the operator finds this one in quarantine.',
  },
  PHOTO_BUSY: {
    status: 503,
    kind: 'transient',
    message: 'Already {waiting} pictures wait in {place}.',
    remedy: 'Try again in a minute; the photo stays on the phone meanwhile.',
  },
  PHOTO_ENGINE_STOPPED: {
    status: 503,
    kind: 'transient',
    message: 'The process of {place} could not be started: {reason}.',
    remedy: 'Run `joka doctor`; the work is tried again by itself.',
  },
  PHOTO_OBJECT_MISSING: {
    status: 500,
    kind: 'terminal',
    message: 'The object {key} of photo {photo} is not in the store.',
    remedy: 'Restore the object store from a backup, then retry the photo from quarantine.',
  },
  PHOTO_NOT_A_VACANCY: {
    status: 422,
    kind: 'terminal',
    message: 'Photo {photo} shows no vacancy.',
    remedy: 'If it does show one, take it again closer, or say so when asked what was read.',
  },
  PHOTO_REFUSED: {
    status: 422,
    kind: 'terminal',
    message: 'A reviewer did not accept photo {photo}.',
    remedy: 'Nothing to do; another ad can be photographed at once.',
  },
  PHOTO_UNANSWERED: {
    status: 410,
    kind: 'terminal',
    message: 'Nobody answered about photo {photo} in time.',
    remedy: 'If the ad still hangs there, take it again and confirm what was read.',
  },
  PHOTO_SHOP_SAID_NO: {
    status: 410,
    kind: 'terminal',
    message: 'The shop of photo {photo} asked that its ad is not shown.',
    remedy: 'Nothing to do; another ad can be photographed at once.',
  },
  PHOTO_FILE_MISSING: {
    status: 404,
    kind: 'terminal',
    message: 'There is no file or folder {file}.',
    remedy: 'Name a picture, or a folder of pictures.',
  },
  PHOTO_CELL_INVALID: {
    status: 422,
    kind: 'terminal',
    message: 'The value of --cell is not an H3 cell of resolution 12.',
    remedy: 'Give the 15 hexadecimal characters of the cell of the shop at resolution 12.',
  },
  PHOTO_UNKNOWN: {
    status: 404,
    kind: 'terminal',
    message: 'There is no photo {photo}.',
    remedy: 'Check the id; a photo of an erased account is gone.',
  },
} as const satisfies Record<string, ErrorSpec>;
