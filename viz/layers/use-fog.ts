import { BitmapLayer } from '@deck.gl/layers';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Bounds } from '../map/town.ts';
import { isDark, isStill } from '../parts/taste.ts';
import { createFogCanvas } from './fog-canvas.ts';

const FRAMES = 6;
const FRAME_MS = 60;

const COLOURS = {
  light: { shade: [203, 195, 180], light: [246, 241, 232] },
  dark: { shade: [52, 62, 82], light: [86, 98, 122] },
} as const;

/**
 * The clouds as a layer: what was cleared before is open at once, what is cleared while one looks fades within
 * 400 ms, or at once for who asked for no motion. The layer is built again only when the picture changed.
 */
export const useFog = (bounds: Bounds, explored: ReadonlySet<string>): BitmapLayer => {
  const fog = useMemo(() => createFogCanvas(bounds, isDark() ? COLOURS.dark : COLOURS.light), [bounds]);
  const drawn = useRef({ fog, cells: new Set<string>() });
  const [picture, setPicture] = useState<HTMLCanvasElement>(() => fog.picture());

  useEffect(() => {
    const first = drawn.current.fog !== fog || drawn.current.cells.size === 0;
    if (drawn.current.fog !== fog) drawn.current = { fog, cells: new Set() };
    const fresh = [...explored].filter((cell) => !drawn.current.cells.has(cell));
    for (const cell of fresh) drawn.current.cells.add(cell);
    if (fresh.length === 0) {
      setPicture(fog.picture());
      return undefined;
    }
    if (first || isStill()) {
      fog.erase(fresh, 1);
      setPicture(fog.picture());
      return undefined;
    }
    let frame = 0;
    const step = () => {
      frame += 1;
      fog.erase(fresh, frame >= FRAMES ? 1 : 0.35);
      setPicture(fog.picture());
      if (frame >= FRAMES) clearInterval(timer);
    };
    const timer = setInterval(step, FRAME_MS);
    return () => {
      clearInterval(timer);
      if (frame < FRAMES) fog.erase(fresh, 1);
    };
  }, [fog, explored]);

  return useMemo(
    () => new BitmapLayer({ id: 'fog', image: picture, bounds: [...bounds], pickable: false }),
    [picture, bounds],
  );
};
