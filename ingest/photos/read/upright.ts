import type { PhotoBox } from '../../../game/photo.ts';
import type { LineBox } from './strip.ts';

/** The upright rectangle around a rotated one, as shares of the picture's sides. */
export const upright = (box: LineBox, { width, height }: { width: number; height: number }): PhotoBox => {
  const [cos, sin] = [Math.abs(Math.cos(box.angle)), Math.abs(Math.sin(box.angle))];
  const w = Math.min(width, box.width * cos + box.height * sin);
  const h = Math.min(height, box.width * sin + box.height * cos);
  const x = Math.min(width, Math.max(0, box.x - w / 2));
  const y = Math.min(height, Math.max(0, box.y - h / 2));
  return {
    x: x / width,
    y: y / height,
    width: Math.min(w, width - x) / width,
    height: Math.min(h, height - y) / height,
  };
};
