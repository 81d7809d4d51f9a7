import { setTimeout as sleep } from 'node:timers/promises';
import { latLngToCell } from 'h3-js';
import { confirmPhoto, getPhoto, postPhoto, reviewPhoto } from '../../api/contract/photos.ts';
import type { ResponseOf } from '../../api/contract/route.ts';
import type { PhotoState } from '../../game/photo.ts';
import type { TownEvent } from '../../town/events.ts';
import { toDegrees } from '../../town/plan/projection.ts';
import type { Actor } from './api-client.ts';
import { iso, keyOf } from './play-event.ts';
import type { Playing } from './play-event.ts';

type PhotoEvent = Extract<TownEvent, { kind: 'photo' }>;

/** The photo once it has left the given states; its pipeline may just be in another hand of this process. */
const settled = async (
  { stage }: Playing,
  actor: Actor,
  id: string,
  from: readonly PhotoState[],
): Promise<ResponseOf<typeof getPhoto>> => {
  for (let left = 1200; ; left -= 1) {
    await stage.runner.runUntilIdle();
    const photo = await stage.api.ask(getPhoto, { actor, params: { id } });
    if (!from.includes(photo.state) || left === 0) return photo;
    await sleep(100);
  }
};

/**
 * A window photographed, read by real OCR, corrected by its finder, and where the reading is doubtful accepted by an
 * adviser: the same way as any photo. Remembers the offer it became.
 */
export const playPhoto = async (playing: Playing, event: PhotoEvent, jpeg: Uint8Array): Promise<void> => {
  const { stage, cast } = playing;
  const { api, town } = stage;
  const person = town.persons[event.person];
  const poster = town.posters.find((p) => p.id === event.poster);
  if (person === undefined || poster === undefined) return;
  const actor = await cast.player(person);
  const { lat, lng } = toDegrees(poster.place);
  const id = keyOf(stage, event, 'photo');
  const params = { id };
  await api.upload(postPhoto, actor, keyOf(stage, event), [
    { name: 'id', value: id },
    { name: 'takenAt', value: iso(event.at) },
    { name: 'placeCell', value: latLngToCell(lat, lng, 12) },
    { name: 'accuracyM', value: '12' },
    { name: 'photo', value: jpeg },
  ]);
  let photo = await settled(playing, actor, id, ['received']);
  if (photo.state === 'read') {
    const key = keyOf(stage, event, 'confirm');
    await api.ask(confirmPhoto, { actor, key, params, body: { fields: event.confirm } });
    photo = await settled(playing, actor, id, ['read', 'confirmed']);
  }
  if (photo.state === 'review') {
    const body = { decision: 'accept', fields: null } as const;
    const key = keyOf(stage, event, 'review');
    await api.ask(reviewPhoto, { actor: await cast.adviser(0), key, params, body });
    photo = await settled(playing, actor, id, ['review']);
  }
  if (photo.offer !== null) playing.posters.set(event.poster, photo.offer);
};
