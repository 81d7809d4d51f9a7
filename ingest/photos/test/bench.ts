import { randomUUID } from 'node:crypto';
import { latLngToCell } from 'h3-js';
import type { Cell } from '../../../game/ids.ts';
import type { PhotoCorrection } from '../../../game/photo.ts';
import { SCENARIO } from '../../../game/scenario.ts';
import { fixedClock } from '../../../infra/clock.ts';
import { memoryStore } from '../../../infra/object-store/memory.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { createInlineRunner } from '../../../workflows/inline/runner.ts';
import { cause, signal } from '../../../workflows/outbox.ts';
import { defineWork, registryOf } from '../../../workflows/work.ts';
import type { PhotoDeps } from '../deps.ts';
import { createChildGate } from '../gate/child-gate.ts';
import { loadPhoto } from '../photo-row.ts';
import { photoPipeline } from '../pipeline.ts';
import type { OcrEngine } from '../read/engine.ts';
import { createTesseract } from '../read/tesseract.ts';
import { createPhotoSteps } from '../steps.ts';
import { submitPhoto } from '../submit.ts';

/** A shop's place on the sea, where nobody lives. */
export const SHOP = { lat: 50.9, lng: 1.5 };
export const placeAt = (lat: number, lng: number): Cell => latLngToCell(lat, lng, 12) as Cell;
export const DAY = 86_400_000;

/** A database with one territory, a memory store, a clock that stands, the real gate and reader, the inline runner. */
export const photoBench = async (engine: OcrEngine = createTesseract()) => {
  const database = await testDatabase();
  const { db } = database;
  const clock = fixedClock(Date.UTC(2026, 9, 5, 9));
  const store = memoryStore();
  const gate = createChildGate();
  const deps: PhotoDeps = { db, store, clock, engine, scenario: SCENARIO };
  const runner = createInlineRunner({
    db,
    clock,
    registry: registryOf(defineWork(photoPipeline, createPhotoSteps(deps))),
    pauseMs: 1,
  });
  await db.offers
    .insertInto('offers.territories')
    .values({ code: 'TEST', name: 'Test', communes: ['62510'], bounds: [1, 50, 2, 51] })
    .execute();
  const photo = async (id: string) => {
    const row = await loadPhoto(db, id);
    if (!row) throw new Error(`no photo ${id}`);
    return row;
  };
  return {
    ...database,
    clock,
    store,
    gate,
    deps,
    photo,
    runUntilIdle: () => runner.runUntilIdle(),
    player: async (): Promise<string> => {
      const id = randomUUID();
      await db.game
        .insertInto('game.players')
        .values({ id, nickname: 'Test', territory: 'TEST', age_band: '18-25' })
        .execute();
      return id;
    },
    submit: async (
      bytes: Uint8Array,
      {
        player = null,
        placeCell = placeAt(SHOP.lat, SHOP.lng) as Cell | null,
        id = randomUUID() as string,
      } = {} as {
        player?: string | null;
        placeCell?: Cell | null;
        id?: string;
      },
    ): Promise<string> => {
      await submitPhoto(
        { db, store, clock, gate },
        { id, player, territory: 'TEST', bytes, file: 'test', takenAt: null, placeCell, accuracyM: 8 },
      );
      return id;
    },
    /** What the upload page's confirm button writes. */
    confirm: async (id: string, change: Partial<PhotoCorrection> = {}): Promise<void> => {
      const { draft } = await photo(id);
      const read: PhotoCorrection = {
        isVacancy: true,
        title: draft?.title?.value ?? 'Vendeur / Vendeuse',
        rome: draft?.trades[0]?.rome ?? null,
        contract: draft?.contract?.value ?? 'other',
        apply: draft?.apply?.value ?? 'in_person',
        employer: draft?.employer?.value ?? null,
        hours: draft?.hours?.value ?? null,
        salary: draft?.salary?.value ?? null,
        address: draft?.address?.value ?? null,
        phone: draft?.phone?.value ?? null,
        email: draft?.email?.value ?? null,
      };
      await db.game.transaction().execute(async (trx) => {
        await trx
          .updateTable('game.photos')
          .set({ confirmed: JSON.stringify({ ...read, ...change }) })
          .where('id', '=', id)
          .execute();
        await signal(
          trx,
          { kind: 'photo', subject: id, signal: 'confirmed', value: {} },
          new Date(clock.now()),
        );
      });
    },
    review: (id: string, accept: boolean): Promise<void> =>
      signal(
        db.ops,
        { kind: 'photo', subject: id, signal: 'reviewed', value: { accept } },
        new Date(clock.now()),
      ),
    retry: (id: string): Promise<void> =>
      cause(db.ops, { kind: 'photo', subject: id }, new Date(clock.now())),
    close: async (): Promise<void> => {
      await engine.close();
      await gate.close();
      await database.close();
    },
  };
};
