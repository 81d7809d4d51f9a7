/** GRS 80: semi-major axis in metres, first eccentricity. */
export const GRS80 = { a: 6_378_137, e: 0.0818191910428158 } as const;

const N = 0.725607765053267;
const C = 11_754_255.426096;
const XS = 700_000;
const YS = 12_655_612.049876;

/**
 * SQL of (latitude, longitude) in degrees from Lambert-93 (RGF93, EPSG:2154), metres. Lambert conformal conic with the
 * parallels 44° and 49°, origin 46.5° N 3° E. Constants and formulas: IGN, NTG 71 (algorithms 4, 2). The latitude comes
 * from the isometric latitude by the series of the conformal latitude up to e⁸: error below 1e-9 degree.
 */
export const lambert93ToDegrees = (x: string, y: string): { lat: string; lng: string } => {
  const isometric = `(-ln(sqrt((${x} - ${XS}) ** 2 + (${y} - ${YS}) ** 2) / ${C}) / ${N})`;
  return {
    lat: degreesFromConformal(`(2 * atan(exp(${isometric})) - pi() / 2)`),
    lng: `(3 + degrees(atan((${x} - ${XS}) / (${YS} - ${y})) / ${N}))`,
  };
};

/** Latitude in degrees from the conformal latitude in radians, by the series of Snyder (1987, 3-5). */
export const degreesFromConformal = (conformal: string): string => {
  const e2 = GRS80.e ** 2;
  const [e4, e6, e8] = [e2 ** 2, e2 ** 3, e2 ** 4];
  const terms = [
    [2, e2 / 2 + (5 * e4) / 24 + e6 / 12 + (13 * e8) / 360],
    [4, (7 * e4) / 48 + (29 * e6) / 240 + (811 * e8) / 11_520],
    [6, (7 * e6) / 120 + (81 * e8) / 1120],
    [8, (4279 * e8) / 161_280],
  ] as const;
  return `degrees(${conformal} + ${terms.map(([k, c]) => `${c} * sin(${k} * ${conformal})`).join(' + ')})`;
};
