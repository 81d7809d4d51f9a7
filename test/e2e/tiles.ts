/**
 * A PMTiles file (version 3) of one vector tile that stands for every tile of zooms 0 to 14: a lake over its western
 * half, a road across it. Written here byte by byte from the two formats' texts, so that the suite draws a file no
 * part of the product has made.
 */
const ZOOMS = 15;
const EXTENT = 4096;
const HEADER = 127;

const varint = (value: number): number[] => {
  const bytes: number[] = [];
  let left = value;
  while (left >= 0x80) {
    bytes.push((left % 0x80) + 0x80);
    left = Math.floor(left / 0x80);
  }
  return [...bytes, left];
};
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const number = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)];
const bytes = (field: number, value: readonly number[]): number[] => [
  ...varint(field * 8 + 2),
  ...varint(value.length),
  ...value,
];

type Step = readonly [x: number, y: number];

/** Geometry of a vector tile: move to the first place, lines to the others, closed for an area. */
const geometry = ([first, ...others]: readonly Step[], area: boolean): number[] => {
  const drawn: number[] = [];
  let [x, y] = [0, 0];
  const step = ([toX, toY]: Step): number[] => {
    const moved = [...varint(zigzag(toX - x)), ...varint(zigzag(toY - y))];
    [x, y] = [toX, toY];
    return moved;
  };
  if (first !== undefined) drawn.push(...varint(1 + 8), ...step(first));
  drawn.push(...varint(2 + 8 * others.length), ...others.flatMap(step));
  return area ? [...drawn, ...varint(7 + 8)] : drawn;
};

const layer = (name: string, places: readonly Step[], area: boolean): number[] =>
  bytes(3, [
    ...bytes(1, [...Buffer.from(name)]),
    ...bytes(2, [...number(3, area ? 3 : 2), ...bytes(4, geometry(places, area))]),
    ...number(5, EXTENT),
    ...number(15, 2),
  ]);

const LAKE: readonly Step[] = [
  [0, 0],
  [EXTENT / 2, 0],
  [EXTENT / 2, EXTENT],
  [0, EXTENT],
];
const ROAD: readonly Step[] = [
  [0, EXTENT / 2],
  [EXTENT, EXTENT / 2],
];

/** The file, about 300 bytes. */
export const tinyPmtiles = (): Buffer => {
  const tile = Buffer.from([...layer('water', LAKE, true), ...layer('transportation', ROAD, false)]);
  const tiles = (4 ** ZOOMS - 1) / 3;
  const directory = Buffer.from([
    ...varint(1), // entries
    ...varint(0), // id of the first tile
    ...varint(tiles), // how many tiles in a row are the same
    ...varint(tile.length),
    ...varint(1), // offset 0
  ]);
  const metadata = Buffer.from(
    JSON.stringify({ vector_layers: [{ id: 'water' }, { id: 'transportation' }] }),
  );
  const header = Buffer.alloc(HEADER);
  header.write('PMTiles');
  header.writeUInt8(3, 7);
  const long = (value: number, at: number) => header.writeBigUInt64LE(BigInt(value), at);
  long(HEADER, 8);
  long(directory.length, 16);
  long(HEADER + directory.length, 24);
  long(metadata.length, 32);
  long(HEADER + directory.length + metadata.length, 40);
  long(0, 48);
  long(HEADER + directory.length + metadata.length, 56);
  long(tile.length, 64);
  long(tiles, 72);
  long(1, 80);
  long(1, 88);
  for (const [at, value] of [1, 1, 1, 1, 0, ZOOMS - 1].entries()) header.writeUInt8(value, 96 + at);
  for (const [at, degrees] of [-180, -85, 180, 85].entries())
    header.writeInt32LE(degrees * 1e7, 102 + 4 * at);
  return Buffer.concat([header, directory, metadata, tile]);
};
