import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { getResolution, isValidCell } from 'h3-js';
import { JokaError } from '../../game/errors.ts';
import type { Cell } from '../../game/ids.ts';
import { SCENARIO } from '../../game/scenario.ts';
import { offerId } from '../../ingest/offers/content-hash.ts';
import { createChildGate } from '../../ingest/photos/gate/child-gate.ts';
import { photoPipeline } from '../../ingest/photos/pipeline.ts';
import { openReader } from '../../ingest/photos/read/readers.ts';
import { createPhotoSteps } from '../../ingest/photos/steps.ts';
import { submitPhoto } from '../../ingest/photos/submit.ts';
import { createInlineRunner } from '../../workflows/inline/runner.ts';
import { defineWork, registryOf } from '../../workflows/work.ts';
import type { Database } from '../../infra/db/database.ts';
import type { CliContext } from '../context.ts';
import type { Row } from '../output.ts';
import { createProgress } from '../progress.ts';
import { listPhotos } from './list.ts';

export type AddOptions = { territory: string; cell?: string };

const PROCESSES = 2;
/** Fifths of a second to wait for photos that another process reads: ten minutes. */
const PATIENCE = 3_000;

/** Whether one of these photos is still on its way to be read. */
const isMoving = async (db: Database, ids: readonly string[]): Promise<boolean> =>
  ids.length > 0 &&
  (await db.game
    .selectFrom('game.photos')
    .select('id')
    .where('id', 'in', ids)
    .where('state', '=', 'received')
    .executeTakeFirst()) !== undefined;

/**
 * The same file in the same territory is the same submission, so that a command run twice adds nothing.
 */
const submissionId = (territory: string, bytes: Uint8Array): string =>
  offerId(`photo-file/${territory}`, createHash('sha256').update(bytes).digest('hex'));

const checked = async (context: CliContext, { territory, cell }: AddOptions): Promise<Cell | null> => {
  const db = await context.database();
  const known = await db.offers
    .selectFrom('offers.territories')
    .select('code')
    .where('code', '=', territory)
    .executeTakeFirst();
  if (!known) throw new JokaError('TERRITORY_UNKNOWN', { field: '--territory' });
  if (cell === undefined) return null;
  if (!isValidCell(cell) || getResolution(cell) !== 12) throw new JokaError('PHOTO_CELL_INVALID', {});
  return cell as Cell;
};

/**
 * Puts files through the gate and the whole pipeline, with the same steps as a player's upload. Without a finder, what
 * reads as a vacancy waits for a reviewer and the rest is rejected. One row per file; a refused file has its code.
 */
export const addPhotos = async (
  context: CliContext,
  files: readonly string[],
  options: AddOptions,
): Promise<Row[]> => {
  const placeCell = await checked(context, options);
  const [db, store] = [await context.database(), await context.store()];
  const { clock } = context;
  const gate = createChildGate();
  const engine = openReader(context.config().JOKA_OCR, { processes: PROCESSES });
  const progress = createProgress();
  const names = new Map<string, string>();
  const refused: Row[] = [];
  let read = 0;
  const watched = {
    ...engine,
    read: async (jpeg: Uint8Array, id: string, tell?: (percent: number) => void) => {
      const name = names.get(id) ?? id;
      const reading = await engine.read(jpeg, id, (percent) => {
        tell?.(percent);
        progress.step(process.stderr.isTTY ? `reading ${name}` : 'reading', read + percent / 100, names.size);
      });
      read += 1;
      return reading;
    },
  };
  try {
    for (const [at, file] of files.entries()) {
      const name = path.basename(file);
      progress.step(process.stderr.isTTY ? `admitting ${name}` : 'admitting', at, files.length);
      try {
        const bytes = await readFile(file);
        const id = submissionId(options.territory, bytes);
        const submission = { id, player: null, territory: options.territory, takenAt: null, accuracyM: null };
        await submitPhoto({ db, store, clock, gate }, { ...submission, bytes, file: name, placeCell });
        names.set(id, name);
      } catch (error) {
        if (!(error instanceof JokaError) || error.spec.kind === 'transient') throw error;
        refused.push({ file: name, state: 'refused', code: error.code, remedy: error.spec.remedy });
      }
    }
    const steps = createPhotoSteps({ db, store, clock, engine: watched, scenario: SCENARIO });
    const registry = registryOf(defineWork(photoPipeline, steps));
    const runner = createInlineRunner({ db, registry, clock, concurrency: PROCESSES });
    await runner.runUntilIdle();
    // A worker that runs beside may hold some of them; if it dies, its lease passes and they are read here.
    for (let left = PATIENCE; left > 0 && (await isMoving(db, [...names.keys()])); left -= 1) {
      await sleep(200);
      await runner.runUntilIdle();
    }
    progress.end(`${names.size} photos read, ${refused.length} refused`);
  } finally {
    await engine.close();
    await gate.close();
  }
  const rows = await listPhotos(db, { ids: [...names.keys()] });
  return [...rows.map((row) => ({ file: names.get(String(row['id'])) ?? null, ...row })), ...refused];
};
