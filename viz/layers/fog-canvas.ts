import { cellToBoundary, cellToLatLng } from 'h3-js';
import type { Bounds } from '../map/town.ts';
import { metresBetween } from '../map/town.ts';
import type { CloudColours } from './clouds.ts';
import { cloudTile } from './clouds.ts';

const LONGEST_SIDE = 1_400;
const FINEST_M = 4;
const EDGE_OF_RES_10_M = 76;
const WIDER = 1.22;
const SOFTNESS = 0.5;

/** Clouds over a town, with holes where cells are cleared. Drawn in the town's own space, so that they never drift. */
export type FogCanvas = {
  bounds: Bounds;
  /** Erases cells by a share of what is left of their cloud: 1 clears at once, smaller shares make it fade. */
  erase(cells: Iterable<string>, share: number): void;
  /** A copy to hand to the graphics card: a layer sees a change only when its picture is another object. */
  picture(): HTMLCanvasElement;
};

/** Clouds over `bounds`, all closed. */
export const createFogCanvas = (bounds: Bounds, colours: CloudColours): FogCanvas => {
  const [west, south, east, north] = bounds;
  const middle = (south + north) / 2;
  const widthM = metresBetween([west, middle], [east, middle]);
  const heightM = metresBetween([west, south], [west, north]);
  const metresPerPixel = Math.max(FINEST_M, Math.max(widthM, heightM) / LONGEST_SIDE);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(2, Math.round(widthM / metresPerPixel));
  canvas.height = Math.max(2, Math.round(heightM / metresPerPixel));
  const context = canvas.getContext('2d');

  if (context !== null) {
    const pattern = context.createPattern(cloudTile(colours), 'repeat');
    if (pattern !== null) {
      context.fillStyle = pattern;
      context.fillRect(0, 0, canvas.width, canvas.height);
    }
  }

  const away = canvas.width * 2;
  const toPixel = (lat: number, lng: number): [number, number] => [
    ((lng - west) / (east - west)) * canvas.width,
    ((north - lat) / (north - south)) * canvas.height,
  ];

  /** The hexagon widened, so that the soft edges of neighbours leave no seam of cloud between them. */
  const trace = (target: CanvasRenderingContext2D, cell: string): void => {
    const [lat, lng] = cellToLatLng(cell);
    const [cx, cy] = toPixel(lat, lng);
    target.beginPath();
    for (const [index, [vLat, vLng]] of cellToBoundary(cell).entries()) {
      const [x, y] = toPixel(vLat, vLng);
      const [px, py] = [cx - away + (x - cx) * WIDER, cy + (y - cy) * WIDER];
      if (index === 0) target.moveTo(px, py);
      else target.lineTo(px, py);
    }
    target.closePath();
  };

  return {
    bounds,
    erase(cells, share) {
      if (context === null) return;
      context.save();
      context.globalCompositeOperation = 'destination-out';
      context.globalAlpha = share;
      context.fillStyle = '#000';
      context.shadowColor = '#000';
      // Only the shadow falls on the canvas, the shape itself beside it: no hard edge is left.
      context.shadowOffsetX = away;
      context.shadowBlur = (EDGE_OF_RES_10_M * SOFTNESS) / metresPerPixel;
      for (const cell of cells) {
        trace(context, cell);
        context.fill();
      }
      context.restore();
    },
    picture() {
      const copy = document.createElement('canvas');
      copy.width = canvas.width;
      copy.height = canvas.height;
      copy.getContext('2d')?.drawImage(canvas, 0, 0);
      return copy;
    },
  };
};
