import type { Point } from './projection.ts';

/** An invented commune. Its code begins with 99, which INSEE gives to no commune of France. */
export type Commune = {
  readonly code: string;
  readonly name: string;
  /** Its main square, metres from the town's centre. */
  readonly centre: Point;
  /** Share of the town's people who live here. */
  readonly share: number;
  /** How its streets grew: bent lanes, a planned grid, or straight rows of miners' houses. */
  readonly style: 'organic' | 'grid' | 'rows';
  readonly postcode: string;
};

/** The territory's code in the store. */
export const TERRITORY = { code: 'DEMO1', name: 'Val-de-Scarbe' } as const;

/** Said on every screen, export and picture of the town. */
export const NOTICE = "Ville inventée : l'effet a été écrit dans le générateur";

/** The six communes; the last is small so that its figures stay masked. */
export const COMMUNES: readonly Commune[] = [
  {
    code: '99001',
    name: 'Sorvigny',
    centre: { x: -60, y: 40 },
    share: 0.33,
    style: 'organic',
    postcode: '99100',
  },
  {
    code: '99002',
    name: 'Haulmières',
    centre: { x: 1090, y: 780 },
    share: 0.22,
    style: 'grid',
    postcode: '99110',
  },
  {
    code: '99003',
    name: 'Brévaux-la-Fosse',
    centre: { x: -1210, y: 760 },
    share: 0.18,
    style: 'rows',
    postcode: '99120',
  },
  {
    code: '99004',
    name: 'Leuzeval',
    centre: { x: -1040, y: -1010 },
    share: 0.14,
    style: 'organic',
    postcode: '99130',
  },
  {
    code: '99005',
    name: 'Cormelin',
    centre: { x: 980, y: -980 },
    share: 0.1,
    style: 'grid',
    postcode: '99140',
  },
  {
    code: '99006',
    name: 'Noirpré-sur-Scarbe',
    centre: { x: 160, y: 1540 },
    share: 0.03,
    style: 'organic',
    postcode: '99150',
  },
];

/** The commune whose centre is nearest, borders bent a little so that they do not run straight. */
export const communeAt = (p: Point): Commune => {
  const bent = { x: p.x + 70 * Math.sin(p.y / 310), y: p.y + 60 * Math.sin(p.x / 270) };
  let best = COMMUNES[0] as Commune;
  let least = Number.POSITIVE_INFINITY;
  for (const commune of COMMUNES) {
    const d = Math.hypot(bent.x - commune.centre.x, bent.y - commune.centre.y);
    if (d < least) [best, least] = [commune, d];
  }
  return best;
};
