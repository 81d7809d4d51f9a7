import { getHexagonEdgeLengthAvg } from 'h3-js';

/** The H3 resolution whose mean edge is nearest to a length in metres, by ratio. A47. */
export const resolutionNear = (metres: number): number => {
  const off = (resolution: number): number =>
    Math.abs(Math.log(getHexagonEdgeLengthAvg(resolution, 'm') / metres));
  return Array.from({ length: 16 }, (_, resolution) => resolution).reduce(
    (best, r) => (off(r) < off(best) ? r : best),
    0,
  );
};
