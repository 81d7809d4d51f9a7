import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** One picture of a folder with what a person reads in it. `fields` only where the folder tells them. */
export type Truth = {
  file: string;
  lines: string[];
  /** The part of the file that the lines were typed from: left, top, width, height in pixels. */
  view_px?: [number, number, number, number] | undefined;
  fields?: Partial<Record<'title' | 'contract' | 'phone' | 'email', string | null>>;
};

/** `ground-truth.json` of a folder. */
export const readTruth = async (folder: string): Promise<Truth[]> =>
  JSON.parse(await readFile(join(folder, 'ground-truth.json'), 'utf8')) as Truth[];

/** The picture that the lines were typed from: the file, or the view of it that the truth names. */
export const pictureOf = async (folder: string, { file, view_px }: Truth): Promise<Buffer> => {
  const bytes = await readFile(join(folder, file));
  if (!view_px) return bytes;
  const [left, top, width, height] = view_px;
  return sharp(bytes).extract({ left, top, width, height }).png().toBuffer();
};
