import { deflateSync } from 'node:zlib';
import { crc32 } from './crc32.ts';
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { createRandom, type Random } from '../../town/random.ts';

/** A file that someone might send to do harm. */
export type HostileFile = { name: string; bytes: Uint8Array };

type Maker = (random: Random) => Promise<Uint8Array> | Uint8Array;

const noise = (random: Random, length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) bytes[at] = random.integer(0, 255);
  return bytes;
};

/** A picture without text: soft stripes. */
const picture = (random: Random): Sharp => {
  const [width, height] = [random.integer(200, 900), random.integer(200, 900)];
  const colour = (): string => `hsl(${random.integer(0, 359)} 40% 50%)`;
  const bars = Array.from(
    { length: 8 },
    () => `<rect x="${random.integer(0, width)}" width="60" height="${height}" fill="${colour()}"/>`,
  );
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${bars.join('')}</svg>`,
    ),
  ).flatten({ background: '#888' });
};

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
};
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const header = (width: number, height: number, depth = 8, colour = 2): Buffer => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data[8] = depth;
  data[9] = colour;
  return chunk('IHDR', data);
};
const pngOf = (...chunks: Buffer[]): Buffer =>
  Buffer.concat([SIGNATURE, ...chunks, chunk('IEND', Buffer.alloc(0))]);
/** A segment put right after a JPEG's first marker. */
const withSegment = (jpeg: Buffer, marker: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)]);
};
/** EXIF whose directory points at itself, counts to four thousand million, or lies beyond the file. */
const exif = (random: Random): Buffer => {
  const tiff = Buffer.alloc(64);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  tiff.writeUInt16BE(0x8825, 10);
  tiff.writeUInt16BE(4, 12);
  tiff.writeUInt32BE(random.chance(0.5) ? 0xffff_ffff : 1, 14);
  tiff.writeUInt32BE(random.pick([8, 0xffff_fff0, 26]), 18);
  tiff.writeUInt32BE(8, 34);
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
};

const cut = (bytes: Buffer, random: Random): Buffer =>
  bytes.subarray(0, Math.max(12, Math.floor(bytes.length * random.between(0.02, 0.9))));

const flipped = (bytes: Buffer, random: Random): Buffer => {
  const out = Buffer.from(bytes);
  for (let n = random.integer(3, 60); n > 0; n -= 1) {
    out[random.integer(20, out.length - 1)] = random.integer(0, 255);
  }
  return out;
};

/** Every kind of harm, by name. */
const MAKERS: Readonly<Record<string, Maker>> = {
  'truncated jpeg': async (random) => cut(await picture(random).jpeg().toBuffer(), random),
  'truncated png': async (random) => cut(await picture(random).png().toBuffer(), random),
  'truncated webp': async (random) => cut(await picture(random).webp().toBuffer(), random),
  'flipped bytes jpeg': async (random) => flipped(await picture(random).jpeg().toBuffer(), random),
  'flipped bytes png': async (random) => flipped(await picture(random).png().toBuffer(), random),
  'flipped bytes webp': async (random) => flipped(await picture(random).webp().toBuffer(), random),
  'png bomb': (random) => {
    const side = random.integer(12_000, 20_000);
    const rows = deflateSync(Buffer.alloc((side + 1) * 400));
    return pngOf(header(side, side, 8, 0), chunk('IDAT', rows));
  },
  'png of impossible size': (random) =>
    pngOf(
      header(random.pick([0, 0x7fff_ffff, 65_535]), random.pick([0, 0x7fff_ffff, 65_535])),
      chunk('IDAT', deflateSync(noise(random, 40))),
    ),
  'text chunk bomb': (random) => {
    const text = Buffer.concat([
      Buffer.from('Comment\0\0', 'latin1'),
      deflateSync(Buffer.alloc(60_000_000, random.integer(32, 90))),
    ]);
    return pngOf(
      header(400, 400, 8, 0),
      chunk('zTXt', text),
      chunk('IDAT', deflateSync(Buffer.alloc(401 * 400))),
    );
  },
  'profile bomb': (random) => {
    const profile = Buffer.concat([
      Buffer.from('icc\0\0', 'latin1'),
      deflateSync(Buffer.alloc(30_000_000, random.integer(0, 255))),
    ]);
    return pngOf(
      header(400, 400, 8, 0),
      chunk('iCCP', profile),
      chunk('IDAT', deflateSync(Buffer.alloc(401 * 400))),
    );
  },
  'jpeg that lies about its size': async (random) => {
    const bytes = await picture(random).jpeg().toBuffer();
    for (let at = 2; at + 9 < bytes.length; at += 1) {
      if (bytes[at] !== 0xff || (bytes[at + 1] !== 0xc0 && bytes[at + 1] !== 0xc2)) continue;
      bytes.writeUInt16BE(random.integer(20_000, 65_500), at + 5);
      bytes.writeUInt16BE(random.integer(20_000, 65_500), at + 7);
      break;
    }
    return bytes;
  },
  svg: (random) =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"><image href="file:///etc/${random.pick(['passwd', 'hosts'])}"/><script>1</script></svg>`,
    ),
  'many entities': () =>
    Buffer.from(
      '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg>&b;</svg>',
    ),
  gif: async (random) => picture(random).gif().toBuffer(),
  tiff: async (random) => picture(random).tiff().toBuffer(),
  pdf: (random) => Buffer.concat([Buffer.from('%PDF-1.7\n'), noise(random, 2000)]),
  heic: (random) =>
    Buffer.concat([Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0', 'latin1'), noise(random, 3000)]),
  'page that begins like a jpeg': (random) =>
    Buffer.concat([
      Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
      Buffer.from('<html><script>alert(1)</script>'),
      noise(random, 500),
    ]),
  'archive that begins like a webp': (random) =>
    Buffer.concat([Buffer.from('RIFF\u00ff\u00ff\0\0WEBPPK\u0003\u0004', 'latin1'), noise(random, 900)]),
  'page behind a jpeg': async (random) =>
    Buffer.concat([
      await picture(random).jpeg().toBuffer(),
      Buffer.from('<script>alert(1)</script>'),
      noise(random, 99),
    ]),
  'animated webp': async (random) => {
    const frame = await picture(random).resize(300, 1200, { fit: 'fill' }).png().toBuffer();
    return sharp(frame, { pageHeight: 300 } as SharpOptions)
      .webp({ loop: 0, delay: [50, 50, 50, 50] })
      .toBuffer();
  },
  'four inks': async (random) => picture(random).toColourspace('cmyk').jpeg().toBuffer(),
  'sixteen bits': async (random) => picture(random).toColourspace('rgb16').png().toBuffer(),
  'see-through': async (random) => picture(random).ensureAlpha(0).png().toBuffer(),
  'exif trap': async (random) => withSegment(await picture(random).jpeg().toBuffer(), 0xe1, exif(random)),
  'exif of noise': async (random) =>
    withSegment(
      await picture(random).jpeg().toBuffer(),
      0xe1,
      Buffer.concat([Buffer.from('Exif\0\0MM\0*', 'latin1'), noise(random, 4000)]),
    ),
  'profile of noise': async (random) =>
    withSegment(
      await picture(random).jpeg().toBuffer(),
      0xe2,
      Buffer.concat([Buffer.from('ICC_PROFILE\0\u0001\u0001', 'latin1'), noise(random, 3000)]),
    ),
  thread: async (random) =>
    sharp({
      create: {
        width: random.integer(2000, 6000),
        height: random.integer(1, 90),
        channels: 3,
        background: '#777',
      },
    })
      .png()
      .toBuffer(),
  'nine megabytes': (random) =>
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(9_000_000, random.integer(0, 255))]),
  'nothing or noise': (random) => noise(random, random.pick([0, 1, 3, 12, 5000])),
};

const KINDS = Object.entries(MAKERS);

/** File `number` (from 0): kinds take turns, the same number is always the same file. */
export const hostileFile = async (number: number): Promise<HostileFile> => {
  const [kind, make] = KINDS[number % KINDS.length] ?? ['', () => new Uint8Array()];
  const name = `${number} ${kind}`;
  return { name, bytes: await make(createRandom(`hostile/${number}`)) };
};

/** How many kinds there are. */
export const HOSTILE_KINDS = KINDS.length;
