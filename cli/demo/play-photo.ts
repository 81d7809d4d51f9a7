import { latLngToCell } from 'h3-js';
import { confirmPhoto, getPhoto, postPhoto, reviewPhoto } from '../../api/contract/photos.ts';
import type { TownEvent } from '../../town/events.ts';
import { toDegrees } from '../../town/plan/projection.ts';
import { iso, keyOf } from './play-event.ts';
import type { Playing } from './play-event.ts';

type PhotoEvent = Extract<TownEvent, { kind: 'photo' }>;

/**
 * A window photographed, read by real OCR, corrected by its finder, and where the reading is doubtful accepted by an
 * adviser: the same way as any photo. Remembers the offer it became.
 */
export const playPhoto = async (playing: Playing, event: PhotoEvent, jpeg: Uint8Array): Promise<void> => {
  const { stage, cast } = playing;
  const { api, runner, town } = stage;
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
  await runner.runUntilIdle();
  let photo = await api.ask(getPhoto, { actor, params });
  if (photo.state === 'read') {
    await api.ask(confirmPhoto, {
      actor,
      key: keyOf(stage, event, 'confirm'),
      params,
      body: { fields: event.confirm },
    });
    await runner.runUntilIdle();
    photo = await api.ask(getPhoto, { actor, params });
  }
  if (photo.state === 'review' || photo.state === 'confirmed') {
    const body = { decision: 'accept', fields: null } as const;
    await api.ask(reviewPhoto, {
      actor: await cast.adviser(0),
      key: keyOf(stage, event, 'review'),
      params,
      body,
    });
    await runner.runUntilIdle();
    photo = await api.ask(getPhoto, { actor, params });
  }
  if (photo.offer !== null) playing.posters.set(event.poster, photo.offer);
};
