import sharp from 'sharp';

/** One byte per pixel, row by row, 0 black. */
export type Grey = { width: number; height: number; data: Uint8Array };

sharp.cache(false);
sharp.concurrency(1);

/** The picture in grey, turned by `turn` degrees clockwise. */
export const greyOf = async (jpeg: Uint8Array, turn = 0): Promise<Grey> => {
  const { data, info } = await sharp(jpeg, { limitInputPixels: 50e6 })
    .rotate(turn)
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
};

/** The same picture with this long side, enlarged four times at most. */
export const scaled = async (grey: Grey, longSide: number): Promise<Grey> => {
  const factor = Math.min(4, longSide / Math.max(grey.width, grey.height));
  const { data, info } = await sharp(grey.data, {
    raw: { width: grey.width, height: grey.height, channels: 1 },
  })
    .resize({ width: Math.max(1, Math.round(grey.width * factor)), kernel: 'cubic' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
};

/** A PGM file: what Tesseract reads without any decoder of ours. */
export const pgm = ({ width, height, data }: Grey): Buffer =>
  Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), data]);
