import { Deck } from '@deck.gl/core';
import { H3HexagonLayer } from '@deck.gl/geo-layers';
import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import type { FigureCell } from '../../viz/layers/cells-layer.ts';
import { cellsLayer, classesOf } from '../../viz/layers/cells-layer.ts';

/** What one drawing took, milliseconds. `picked` is the cell found in the middle of the picture. */
export type Drawn = {
  cells: number;
  firstMs: number;
  frameMs: number;
  pickMs: number;
  picked: string | null;
};

declare global {
  var drawCells: (count: number, ours: boolean) => Promise<Drawn>;
}

const FRAMES = 9;
const frame = () =>
  new Promise<number>((done) => {
    requestAnimationFrame(done);
  });
const view = (latitude: number, longitude: number, step: number) => ({
  latitude,
  longitude,
  zoom: 10.4 + step / 100,
});

const plainLayer = (cells: readonly FigureCell[]) =>
  new H3HexagonLayer<FigureCell>({
    id: 'plain',
    data: cells,
    pickable: true,
    getHexagon: ({ id }) => id,
    getFillColor: ({ value }) => [22, 58, 2 * (value ?? 0)],
  });

/** Draws cells of resolution 9 as the lab does, or with the library's own defaults, on a fresh canvas. */
globalThis.drawCells = async (count, ours) => {
  const middle = latLngToCell(50.42, 2.78, 9);
  const disk = gridDisk(middle, Math.ceil(Math.sqrt(count / 3))).slice(0, count);
  const cells = disk.map((id, i) => ({ id, value: i % 97, persons: 11 + (i % 40) }));
  const [latitude, longitude] = cellToLatLng(middle);
  const start = performance.now();
  const deck = await new Promise<Deck>((done) => {
    const created: Deck = new Deck({
      parent: document.body as HTMLDivElement,
      width: 1280,
      height: 800,
      initialViewState: view(latitude, longitude, 0),
      layers: [ours ? cellsLayer(cells, classesOf(cells.map(({ value }) => value))) : plainLayer(cells)],
      onAfterRender: () => done(created),
    });
  });
  await frame();
  const firstMs = performance.now() - start;
  const times: number[] = [];
  for (let step = 1; step <= FRAMES; step += 1) {
    const before = performance.now();
    deck.setProps({ initialViewState: view(latitude, longitude, step) });
    deck.redraw('bench');
    await frame();
    times.push(performance.now() - before);
  }
  const before = performance.now();
  const info = await deck.pickObjectAsync({ x: 640, y: 400 });
  const pickMs = performance.now() - before;
  const picked = info?.object as FigureCell | undefined;
  deck.finalize();
  const sorted = times.toSorted((a, b) => a - b);
  return {
    cells: cells.length,
    firstMs,
    frameMs: sorted[Math.floor(FRAMES / 2)] ?? Number.NaN,
    pickMs,
    picked: picked?.id ?? null,
  };
};
