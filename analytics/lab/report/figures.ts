import type { SurvivalCurve } from '../../stats/kaplan-meier.ts';

const COLOURS = ['#0b6e8f', '#c2571a', '#5b3f9e', '#2f7d32', '#8a6d00', '#9c2c5a'];
const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [640, 300, 56, 40, 24, 16];

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const n = (value: number): string => String(Math.round(value * 100) / 100);

const frame = (title: string, body: string, xLabel: string, yLabel: string): string =>
  `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(title)}"><title>${escape(title)}</title>
<g font-family="sans-serif" font-size="12" fill="#333">${body}
<line x1="${LEFT}" y1="${HEIGHT - BOTTOM}" x2="${WIDTH - RIGHT}" y2="${HEIGHT - BOTTOM}" stroke="#333"/>
<line x1="${LEFT}" y1="${TOP}" x2="${LEFT}" y2="${HEIGHT - BOTTOM}" stroke="#333"/>
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${escape(xLabel)}</text>
<text x="14" y="${(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" transform="rotate(-90 14 ${(TOP + HEIGHT - BOTTOM) / 2})">${escape(yLabel)}</text></g></svg>`;

const scale = (low: number, high: number, from: number, to: number): ((value: number) => number) => {
  const span = high > low ? high - low : 1;
  return (value) => from + ((value - low) / span) * (to - from);
};

const ticks = (low: number, high: number, x: (v: number) => number, axis: 'x' | 'y'): string =>
  [0, 0.25, 0.5, 0.75, 1]
    .map((share) => low + share * (high - low))
    .map((value) => {
      const label = String(Number(value.toPrecision(3)));
      return axis === 'x'
        ? `<text x="${n(x(value))}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${label}</text>`
        : `<text x="${LEFT - 6}" y="${n(x(value) + 4)}" text-anchor="end">${label}</text>`;
    })
    .join('');

/** Bars of equal width over a range: how many persons have which value. */
export const histogram = (
  title: string,
  bins: readonly { readonly from: number; readonly to: number; readonly n: number }[],
  unit: string,
  persons: string,
): string => {
  const [first, last] = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1];
  const most = Math.max(1, ...bins.map((bin) => bin.n));
  const x = scale(first, last, LEFT, WIDTH - RIGHT);
  const y = scale(0, most, HEIGHT - BOTTOM, TOP);
  const bars = bins
    .map(
      (bin) =>
        `<rect x="${n(x(bin.from) + 0.5)}" y="${n(y(bin.n))}" width="${n(Math.max(1, x(bin.to) - x(bin.from) - 1))}" height="${n(HEIGHT - BOTTOM - y(bin.n))}" fill="${COLOURS[0]}"/>`,
    )
    .join('');
  return frame(title, bars + ticks(first, last, x, 'x') + ticks(0, most, y, 'y'), unit, persons);
};

/** Survival curves as steps with their pointwise bands. */
export const survivalFigure = (
  title: string,
  curves: readonly { readonly name: string; readonly curve: SurvivalCurve }[],
  labels: { readonly x: string; readonly y: string },
): string => {
  const last = Math.max(1, ...curves.map(({ curve }) => curve.steps.at(-1)?.time ?? 0));
  const x = scale(0, last, LEFT, WIDTH - RIGHT);
  const y = scale(0, 1, HEIGHT - BOTTOM, TOP);
  const drawn = curves.map(({ name, curve }, i) => {
    const colour = COLOURS[i % COLOURS.length] ?? '#333';
    let line = `M${n(x(0))} ${n(y(1))}`;
    const upper: string[] = [];
    const lower: string[] = [];
    for (const step of curve.steps) {
      line += `H${n(x(step.time))}V${n(y(step.survival))}`;
      upper.push(`${n(x(step.time))},${n(y(step.high ?? step.survival))}`);
      lower.unshift(`${n(x(step.time))},${n(y(step.low ?? step.survival))}`);
    }
    const key = `<text x="${WIDTH - RIGHT - 4}" y="${TOP + 14 + 15 * i}" text-anchor="end" fill="${colour}">${escape(name)}, n ${curve.n}</text>`;
    return `<polygon points="${[...upper, ...lower].join(' ')}" fill="${colour}" fill-opacity="0.12"/><path d="${line}" fill="none" stroke="${colour}" stroke-width="1.6"/>${key}`;
  });
  return frame(title, drawn.join('') + ticks(0, last, x, 'x') + ticks(0, 1, y, 'y'), labels.x, labels.y);
};

/** Estimates with intervals on one axis, a line at no difference. */
export const intervalFigure = (
  title: string,
  lines: readonly {
    readonly name: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[],
  none: number,
  label: string,
): string => {
  const low = Math.min(none, ...lines.map((line) => line.low));
  const high = Math.max(none, ...lines.map((line) => line.high));
  const x = scale(low, high, LEFT + 150, WIDTH - RIGHT);
  const gap = (HEIGHT - BOTTOM - TOP) / Math.max(1, lines.length);
  const drawn = lines.map((line, i) => {
    const at = n(TOP + gap * (i + 0.5));
    return `<text x="${LEFT + 6}" y="${n(Number(at) + 4)}">${escape(line.name)}</text><line x1="${n(x(line.low))}" x2="${n(x(line.high))}" y1="${at}" y2="${at}" stroke="${COLOURS[0]}" stroke-width="2"/><circle cx="${n(x(line.value))}" cy="${at}" r="4" fill="${COLOURS[0]}"/>`;
  });
  const zero = `<line x1="${n(x(none))}" x2="${n(x(none))}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#999" stroke-dasharray="4 3"/>`;
  return frame(title, zero + drawn.join('') + ticks(low, high, x, 'x'), label, '');
};

/** Boxes that narrow from stage to stage, what is lost beside. */
export const flowFigure = (
  title: string,
  stages: readonly { readonly label: string; readonly persons: number; readonly lost: string }[],
): string => {
  const most = Math.max(1, ...stages.map((stage) => stage.persons));
  const row = 46;
  const height = stages.length * row + 10;
  const body = stages.map((stage, i) => {
    const width = 30 + (stage.persons / most) * 270;
    return `<rect x="${n(170 - width / 2)}" y="${i * row + 6}" width="${n(width)}" height="30" rx="4" fill="#e3eff3" stroke="${COLOURS[0]}"/><text x="170" y="${i * row + 26}" text-anchor="middle">${escape(stage.label)}: ${stage.persons}</text><text x="340" y="${i * row + 26}" fill="#8a3b12">${escape(stage.lost)}</text>`;
  });
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escape(title)}"><title>${escape(title)}</title><g font-family="sans-serif" font-size="12" fill="#333">${body.join('')}</g></svg>`;
};
