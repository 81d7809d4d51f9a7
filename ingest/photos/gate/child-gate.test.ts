import { deflateSync } from 'node:zlib';
import * as exifr from 'exifr';
import { latLngToCell } from 'h3-js';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { JokaError } from '../../../game/errors.ts';
import { createChildGate } from './child-gate.ts';
import type { PhotoGate } from './gate.ts';

const gate = createChildGate();
afterAll(() => gate.close());

const picture = (width = 640, height = 480) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#c08040',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  });
/** Bytes without order, the same every time. */
const noise = (length: number): Buffer =>
  Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 7919 + (at >> 3) * 31 + (at >> 7) * 101) & 255));
/** A seeded generator, 0 to 1. */
const mulberry = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};
const codeOf = async (admission: Promise<unknown>): Promise<string> => {
  try {
    await admission;
  } catch (error) {
    return error instanceof JokaError ? error.code : String(error);
  }
  return 'admitted';
};
const admits = (bytes: Uint8Array, by: PhotoGate = gate) => codeOf(by.admit(bytes, 'x'));
const entry = (name: string): URL => new URL(`../test/children/${name}.ts`, import.meta.url);

describe('what comes in', () => {
  test.each(['jpeg', 'png', 'webp'] as const)('%s, written anew as JPEG', async (format) => {
    const admitted = await gate.admit(await picture().toFormat(format).toBuffer());
    const metadata = await sharp(admitted.jpeg).metadata();
    expect(metadata).toMatchObject({ format: 'jpeg', width: 640, height: 480 });
    expect(admitted).toMatchObject({ width: 640, height: 480, placeCell: null });
    expect(admitted.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('GPS becomes a cell of resolution 12 and leaves the picture, as does everything else', async () => {
    const bytes = await picture()
      .withExif({
        IFD0: { Make: 'Maker', Artist: 'Somebody' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '50/1 25/1 12/1',
          GPSLongitudeRef: 'W',
          GPSLongitude: '2/1 46/1 48/1',
        },
      })
      .jpeg()
      .toBuffer();
    expect((await exifr.default.gps(bytes))?.latitude).toBeCloseTo(50.42, 5);
    const admitted = await gate.admit(bytes);
    expect(admitted.placeCell).toBe(latLngToCell(50.42, -2.78, 12));
    expect(await exifr.default.parse(Buffer.from(admitted.jpeg))).toBeUndefined();
    expect((await sharp(admitted.jpeg).metadata()).exif).toBeUndefined();
    expect(Buffer.from(admitted.jpeg).includes('Somebody')).toBe(false);
  });

  test('0,0 and impossible places are no place', async () => {
    const at = (latitude: string, longitude: string) =>
      picture()
        .withExif({
          IFD3: { GPSLatitudeRef: 'N', GPSLatitude: latitude, GPSLongitudeRef: 'E', GPSLongitude: longitude },
        })
        .jpeg()
        .toBuffer();
    expect((await gate.admit(await at('0/1 0/1 0/1', '0/1 0/1 0/1'))).placeCell).toBeNull();
    expect((await gate.admit(await at('95/1 0/1 0/1', '2/1 0/1 0/1'))).placeCell).toBeNull();
  });

  test('the orientation tag is obeyed and gone', async () => {
    const admitted = await gate.admit(
      await picture(640, 400).withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    );
    expect(admitted).toMatchObject({ width: 400, height: 640 });
    expect((await sharp(admitted.jpeg).metadata()).orientation).toBeUndefined();
  });

  test('bytes hidden behind the picture are gone, and the same bytes give the same hash', async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const polyglot = Buffer.concat([jpeg, Buffer.from('PK\x03\x04<script>alert(1)</script>')]);
    const admitted = await gate.admit(polyglot);
    expect(Buffer.from(admitted.jpeg).includes('<script>')).toBe(false);
    expect((await gate.admit(polyglot)).sha256).toBe(admitted.sha256);
  });

  test('CMYK, 16 bits, transparency and animation come in as a plain picture', async () => {
    const pages = { raw: { width: 200, height: 600, channels: 3 as const, pageHeight: 200 } };
    const frames = await sharp(noise(200 * 600 * 3), pages)
      .webp()
      .toBuffer();
    expect((await sharp(frames).metadata()).pages).toBe(3);
    const odd = [
      await picture().toColourspace('cmyk').jpeg().toBuffer(),
      await picture().toColourspace('rgb16').png().toBuffer(),
      await picture().ensureAlpha(0.5).png().toBuffer(),
      frames,
    ];
    for (const bytes of odd) {
      const { jpeg } = await gate.admit(bytes);
      expect(await sharp(jpeg).metadata()).toMatchObject({ space: 'srgb', channels: 3, format: 'jpeg' });
    }
  });
});

const chunk = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
};
/** A PNG header that claims any size; its checksum is wrong, as is its data. */
const claiming = (width: number, height: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    magic,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

/** A small file that unfolds to 56 million pixels. */
const bomb = async (): Promise<Buffer> => {
  const bytes = await sharp({ create: { width: 8000, height: 7000, channels: 3, background: '#fff' } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  expect(bytes.length).toBeLessThan(300_000);
  return bytes;
};

describe('what is refused, with its reason', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><rect width="9" height="9"/></svg>';
  test.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['nothing', () => Buffer.alloc(0), 'PHOTO_NOT_AN_IMAGE'],
    ['text', () => Buffer.from('not an image'), 'PHOTO_NOT_AN_IMAGE'],
    ['SVG', () => Buffer.from(svg), 'PHOTO_NOT_AN_IMAGE'],
    ['GIF', () => picture(120, 120).gif().toBuffer(), 'PHOTO_NOT_AN_IMAGE'],
    ['TIFF', () => picture().tiff().toBuffer(), 'PHOTO_NOT_AN_IMAGE'],
    ['PDF', () => Buffer.from('%PDF-1.7\n'), 'PHOTO_NOT_AN_IMAGE'],
    ['AVIF', () => picture(120, 120).avif().toBuffer(), 'PHOTO_NOT_AN_IMAGE'],
    ['HEIC', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'PHOTO_HEIC'],
    [
      '9 MB',
      () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(9_000_000)]),
      'PHOTO_TOO_LARGE',
    ],
    ['a bomb of 56 million pixels', () => bomb(), 'PHOTO_TOO_LARGE'],
    ['a header that claims 60,000 × 60,000', () => claiming(60_000, 60_000), 'PHOTO_TOO_LARGE'],
    [
      'noise behind a JPEG mark',
      () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), noise(5000)]),
      'PHOTO_DAMAGED',
    ],
    ['half a JPEG', async () => (await picture().jpeg().toBuffer()).subarray(0, 9000), 'PHOTO_DAMAGED'],
    [
      'SVG behind a PNG mark',
      () => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from(svg)]),
      'PHOTO_DAMAGED',
    ],
    ['RIFF that is no WebP', () => Buffer.from('RIFF\x10\0\0\0WEBPVP8 \0\0\0\0', 'latin1'), 'PHOTO_DAMAGED'],
    ['a stamp', () => picture(60, 60).jpeg().toBuffer(), 'PHOTO_BAD_SHAPE'],
    ['a ribbon', () => picture(2000, 100).jpeg().toBuffer(), 'PHOTO_BAD_SHAPE'],
  ])('%s', async (_, make, code) => {
    expect(await admits(await make())).toBe(code);
    expect(await admits(await picture().jpeg().toBuffer())).toBe('admitted');
  });
});

test('120 pictures with bytes changed, cut or doubled end admitted or refused, the child alive', async () => {
  const random = mulberry(20_261_124);
  const whole = await Promise.all(
    (['jpeg', 'png', 'webp'] as const).map((format) => picture(200, 150).toFormat(format).toBuffer()),
  );
  const ends = new Map<string, number>();
  for (let n = 0; n < 120; n += 1) {
    const bytes = Buffer.from(whole[n % 3] ?? []);
    const at = (): number => Math.floor(random() * bytes.length);
    for (let change = 0; change < 1 + (n % 7); change += 1) bytes[at()] = Math.floor(random() * 256);
    const cut = n % 5 === 0 ? bytes.subarray(0, at()) : bytes;
    const end = await admits(n % 11 === 0 ? Buffer.concat([cut, bytes.subarray(at())]) : cut);
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  const expected = ['admitted', 'PHOTO_BAD_SHAPE', 'PHOTO_DAMAGED', 'PHOTO_NOT_AN_IMAGE', 'PHOTO_TOO_LARGE'];
  expect([...ends.keys()].filter((end) => !expected.includes(end))).toEqual([]);
  expect(ends.get('admitted')).toBeGreaterThan(0);
  expect(ends.get('PHOTO_DAMAGED')).toBeGreaterThan(20);
});

describe('a child that misbehaves is replaced, and nothing else notices', () => {
  test('one that hangs is killed at its deadline', async () => {
    const slow = createChildGate({ entry: entry('hanging'), deadlineSeconds: 1 });
    const jpeg = await picture().jpeg().toBuffer();
    expect(await admits(jpeg, slow)).toBe('PHOTO_TOO_SLOW');
    expect(await admits(jpeg, slow)).toBe('PHOTO_TOO_SLOW');
    await slow.close();
  });
  test('one that dies', async () => {
    const dying = createChildGate({ entry: entry('dying') });
    expect(await admits(await picture().jpeg().toBuffer(), dying)).toBe('PHOTO_KILLED_READER');
    await dying.close();
  });
  test.runIf(process.platform === 'linux')('one that eats memory', async () => {
    const eating = createChildGate({ entry: entry('eating'), memoryMb: 300 });
    await expect(eating.admit(await picture().jpeg().toBuffer())).rejects.toThrow(/MiB of 300/);
    await eating.close();
  });
  test('one that does not start is a passing failure', async () => {
    const absent = createChildGate({ entry: entry('absent') });
    const jpeg = await picture().jpeg().toBuffer();
    expect(await admits(jpeg, absent)).toBe('PHOTO_ENGINE_STOPPED');
    await expect(absent.admit(jpeg)).rejects.toThrow(/Cannot find module/);
    await absent.close();
  });
  test('a queue that is full refuses, and closing ends those who wait', async () => {
    const busy = createChildGate({ entry: entry('hanging'), deadlineSeconds: 30, queueLimit: 1 });
    const jpeg = await picture().jpeg().toBuffer();
    const [first, second, third] = [admits(jpeg, busy), admits(jpeg, busy), admits(jpeg, busy)];
    expect(await third).toBe('PHOTO_BUSY');
    await busy.close();
    expect([await first, await second]).toEqual(['PHOTO_ENGINE_STOPPED', 'PHOTO_ENGINE_STOPPED']);
  });
});
