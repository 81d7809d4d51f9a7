import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { gridDisk, cellToParent } from 'h3-js';
import type { Static } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { listWindows } from '../../api/contract/demo.ts';
import type { getCohorts } from '../../api/contract/lab.ts';
import type { searchOffers } from '../../api/contract/offers.ts';
import type { Photo } from '../../api/contract/photos.ts';
import type { getFog, getPoints } from '../../api/contract/play.ts';
import { freePort } from '../support/tools.ts';
import { startInstance, type Instance } from './instance.ts';
import { until, visitor } from './visitor.ts';

type Fog = Static<(typeof getFog.responses)[200]>;
type Points = Static<(typeof getPoints.responses)[200]>;
type Windows = Static<(typeof listWindows.responses)[200]>;
type Offers = Static<(typeof searchOffers.responses)[200]>;
type Cohorts = Static<(typeof getCohorts.responses)[200]>;
type Shot = Static<typeof Photo>;

const env = { JOKA_DEMO_TOWN: 'small', JOKA_LOG_LEVEL: 'warn' };

/** The main job, once, as `npm start` gives it: on this machine's Node and, in CI, on the newest one too. */
describe('one walk through a new instance', () => {
  let home = '';
  let port = 0;
  let joka: Instance;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'joka marche é '));
    await chmod(home, 0o711); // as root the database runs as another user, who must get through
    port = await freePort();
    joka = await startInstance(home, port, env, 240_000);
  }, 260_000);
  afterAll(async () => {
    await joka?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('lets a player clear a cloud, photograph a window and see the offer', { timeout: 180_000 }, async () => {
    const player = visitor(joka.url);
    expect((await player.post('/enter/demo', { persona: 'player' })).status).toBe(200);
    await player.put('/me/consents', { purpose: 'play_position', given: true, textVersion: '2026-11' });

    const { windows } = (await player.get<Windows>('/demo/windows')).body;
    const window = windows[0];
    if (window === undefined) throw new Error('the demo town has no window');
    const before = (await player.get<Fog>('/play/fog')).body.cells.length;
    const start = Date.now() - 30 * 60_000;
    const walked = gridDisk(cellToParent(window.placeCell, 11), 4).slice(0, 40);
    const dwells = walked.map((cell, i) => ({
      cell,
      home: false,
      firstAt: new Date(start + i * 40_000).toISOString(),
      lastAt: new Date(start + i * 40_000 + 30_000).toISOString(),
      n: 6,
      accuracy: 'fine',
    }));
    const batch = { device: randomUUID(), seq: 0, sentAt: new Date().toISOString(), dwells };
    expect((await player.post('/play/batches', batch)).status).toBe(202);
    const fog = await until(
      async () => (await player.get<Fog>('/play/fog')).body,
      (seen) => seen.waiting === 0 && seen.cells.length > before,
      30_000,
    );
    expect(fog.cells.length).toBeGreaterThan(before);
    expect((await player.get<Points>('/play/points')).body.total).toBeGreaterThan(0);

    const picture = await player.bytes(`/demo/windows/${window.id}`);
    const form = new FormData();
    const id = randomUUID();
    form.set('id', id);
    form.set('takenAt', new Date().toISOString());
    form.set('placeCell', window.placeCell);
    form.set('accuracyM', '12');
    form.set('photo', new Blob([Buffer.from(picture)], { type: 'image/jpeg' }), 'vitrine.jpg');
    expect((await player.upload<Shot>('/photos', form)).status).toBe(202);
    const read = await until(
      async () => (await player.get<Shot>(`/photos/${id}`)).body,
      (photo) => !['received'].includes(photo.state),
      90_000,
    );
    expect(['read', 'review', 'duplicate']).toContain(read.state);
    expect(read.draft?.lines.length).toBeGreaterThan(0);
    const draft = read.draft;
    if (draft === null) throw new Error('nothing was read');
    const fields = {
      isVacancy: true,
      title: draft.title?.value ?? draft.trades[0]?.label ?? 'Annonce vue en vitrine',
      rome: draft.trades[0]?.rome ?? null,
      contract: draft.contract?.value ?? 'other',
      apply: draft.apply?.value ?? 'shop',
      employer: draft.employer?.value ?? null,
      hours: null,
      salary: null,
      address: null,
      phone: draft.phone?.value ?? null,
      email: draft.email?.value ?? null,
    };
    expect(await player.post(`/photos/${id}/confirm`, { fields })).toMatchObject({ status: 200 });
    const done = await until(
      async () => (await player.get<Shot>(`/photos/${id}`)).body,
      (photo) =>
        ['published', 'review', 'duplicate', 'rejected', 'failed'].includes(photo.state) &&
        photo.confirmed !== null,
      60_000,
    );
    // The confirmed text as it was read is published at once, and everyone sees the offer.
    expect(done.state).toBe('published');
    expect((await visitor(joka.url).get<{ title: string }>(`/offers/${done.offer}`)).status).toBe(200);
  });

  it('shows everyone the offers without an account', async () => {
    const { status, body } = await visitor(joka.url).get<Offers>('/offers');
    expect(status).toBe(200);
    expect(body.offers.length).toBeGreaterThan(0);
  });

  it('gives the sociologist measures and the institution a portrait', async () => {
    const sociologist = visitor(joka.url);
    await sociologist.post('/enter/demo', { persona: 'sociologist' });
    const { body } = await sociologist.get<Cohorts>('/lab/cohorts');
    const cohort = body.cohorts[0];
    const query = new URLSearchParams({
      territory: cohort?.territory ?? '',
      from: cohort?.weeks[0] ?? '',
      to: cohort?.weeks.at(-1) ?? '',
    });
    const measures = tableFromIPC(await sociologist.bytes(`/lab/measures.arrow?${query}`));
    expect(measures.numRows).toBeGreaterThan(0);
    const institution = visitor(joka.url);
    await institution.post('/enter/demo', { persona: 'institution' });
    expect((await institution.get('/territory/portrait')).status).toBe(200);
  });

  it('starts again in seconds and keeps everything', { timeout: 120_000 }, async () => {
    const counted = (await visitor(joka.url).get<Offers>('/offers')).body.total;
    expect(await joka.stop()).toBe(0);
    const began = Date.now();
    joka = await startInstance(home, port, env, 60_000);
    expect(Date.now() - began).toBeLessThan(45_000);
    expect((await visitor(joka.url).get<Offers>('/offers')).body.total).toBeGreaterThanOrEqual(counted);
  });
});
