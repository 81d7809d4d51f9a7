import type { postPhoto } from '../../api/contract/photos.ts';
import type { ResponseOf } from '../../api/contract/route.ts';
import { FailureError } from '../data/failure.ts';
import type { Prepared } from './prepare.ts';

export type Photo = ResponseOf<typeof postPhoto>;

const failureFrom = (request: XMLHttpRequest): FailureError => {
  const status = request.status;
  try {
    const body = JSON.parse(request.responseText) as { code?: string; message?: string; requestId?: string };
    const code = body.code ?? `HTTP_${status}`;
    return new FailureError({ code, status, requestId: body.requestId ?? null, message: body.message ?? '' });
  } catch {
    const code = status === 0 ? (navigator.onLine ? 'no_answer' : 'offline') : `HTTP_${status}`;
    return new FailureError({ code, status, requestId: null, message: request.statusText });
  }
};

/**
 * Sends a photo, telling its progress from 0 to 1: `fetch` cannot say how much has left. The same `id` may be sent
 * again after a failure and counts once.
 */
export const uploadPhoto = (id: string, photo: Prepared, progress: (share: number) => void): Promise<Photo> =>
  new Promise((done, fail) => {
    const form = new FormData();
    form.set('id', id);
    if (photo.takenAt !== null) form.set('takenAt', photo.takenAt);
    if (photo.placeCell !== null) form.set('placeCell', photo.placeCell);
    if (photo.accuracyM !== null) form.set('accuracyM', String(photo.accuracyM));
    form.set('photo', photo.picture, 'photo.jpg');
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/photos');
    request.setRequestHeader('idempotency-key', id);
    request.timeout = 120_000;
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) done(JSON.parse(request.responseText) as Photo);
      else fail(failureFrom(request));
    });
    for (const event of ['error', 'timeout', 'abort'])
      request.addEventListener(event, () => fail(failureFrom(request)));
    request.send(form);
  });
