import { cellToLatLng, gridDisk } from 'h3-js';
import type { Duck } from '../../infra/duckdb/duck.ts';
import { loadColumns } from '../load-columns.ts';

/** Mean radius of the Earth in kilometres, as in h3-js: distances are on this sphere, 0.6 % at most from an ellipsoid. */
export const EARTH_KM = 6371.007180918475;

/** Unit vectors are kept as integers of 1e-12: sums are exact, so results do not depend on the order of rows. */
export const UNIT = 1e12;

export type UnitVector = { readonly x: number; readonly y: number; readonly z: number };

/** The point of a sphere of radius 1e12 as integers. Latitude and longitude in WGS84 degrees. */
export const unitVector = (lat: number, lng: number): UnitVector => {
  const [phi, lambda] = [(lat * Math.PI) / 180, (lng * Math.PI) / 180];
  return {
    x: Math.round(UNIT * Math.cos(phi) * Math.cos(lambda)),
    y: Math.round(UNIT * Math.cos(phi) * Math.sin(lambda)),
    z: Math.round(UNIT * Math.sin(phi)),
  };
};

/** SQL macro `h3_parent(cell, resolution)`: the parent by bit arithmetic, equal to h3-js `cellToParent`. */
export const H3_PARENT = `CREATE OR REPLACE TEMP MACRO h3_parent(c, r) AS CAST(
  ((c & ~(15::UBIGINT << 52)) | (r::UBIGINT << 52)) | ((1::UBIGINT << (3 * (15 - r))) - 1) AS UBIGINT)`;

export const cellText = (cell: bigint): string => cell.toString(16);

/** Cells by position: their centres as unit vectors, and for each its up to 7 neighbours (itself included, −1 beyond). */
export type CellIndex = {
  readonly cells: readonly bigint[];
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly near: Int32Array;
};

export const indexCells = (cells: readonly bigint[]): CellIndex => {
  const at = new Map(cells.map((cell, i) => [cell, i]));
  const index = {
    cells,
    x: new Float64Array(cells.length),
    y: new Float64Array(cells.length),
    z: new Float64Array(cells.length),
    near: new Int32Array(cells.length * 7).fill(-1),
  };
  for (const [i, cell] of cells.entries()) {
    const text = cellText(cell);
    const { x, y, z } = unitVector(...cellToLatLng(text));
    index.x[i] = x;
    index.y[i] = y;
    index.z[i] = z;
    for (const [k, near] of gridDisk(text, 1).entries())
      index.near[i * 7 + k] = at.get(BigInt(`0x${near}`)) ?? -1;
  }
  return index;
};

/** Tables `cells (cell, ix, x, y, z)` and `near_cells (cell, near)`: a cell and those of the index that touch it, itself too. */
export const loadCells = async (duck: Duck, index: CellIndex): Promise<void> => {
  await loadColumns(duck, 'cells', {
    cell: { type: 'UBIGINT', values: index.cells },
    ix: { type: 'INTEGER', values: index.cells.map((_, i) => i) },
    x: { type: 'BIGINT', values: index.x },
    y: { type: 'BIGINT', values: index.y },
    z: { type: 'BIGINT', values: index.z },
  });
  const from: bigint[] = [];
  const to: bigint[] = [];
  for (const [k, target] of index.near.entries()) {
    const [cell, near] = [index.cells[Math.floor(k / 7)], index.cells[target]];
    if (cell === undefined || near === undefined) continue;
    from.push(cell);
    to.push(near);
  }
  await loadColumns(duck, 'near_cells', {
    cell: { type: 'UBIGINT', values: from },
    near: { type: 'UBIGINT', values: to },
  });
};
