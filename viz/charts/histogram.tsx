import { useWords } from '../words/words.ts';
import './charts.css';

/** How many lie in [from, to). */
export type Bin = { from: number; to: number; n: number };

type Props = {
  bins: readonly Bin[];
  unit: string;
  /** Sentence that says what the picture says. */
  title: string;
  /** Mean with its interval, drawn above the bars. */
  mean?: number | null;
  low?: number | null;
  high?: number | null;
};

const [WIDTH, HEIGHT, LEFT, RIGHT, BOTTOM, TOP] = [440, 190, 40, 26, 34, 22];

/** A distribution: bars of counts, the mean and its 95 % interval above them. */
export const Histogram = ({ bins, unit, title, mean = null, low = null, high = null }: Props) => {
  const { language } = useWords();
  const numbers = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const [first, last] = [bins[0], bins.at(-1)];
  if (first === undefined || last === undefined) return null;
  const most = Math.max(...bins.map((bin) => bin.n));
  const x = (value: number) =>
    LEFT + ((value - first.from) / (last.to - first.from)) * (WIDTH - LEFT - RIGHT);
  const y = (n: number) => HEIGHT - BOTTOM - (n / most) * (HEIGHT - BOTTOM - TOP);
  const every = Math.max(1, Math.ceil(bins.length / 5));
  const ticks = [...bins.filter((_, i) => i % every === 0).map((bin) => bin.from), last.to];
  const inside = (value: number) => Math.min(last.to, Math.max(first.from, value));
  return (
    <figure>
      <figcaption className="unseen">{title}</figcaption>
      <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {[0, most].map((n) => (
          <g key={n}>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(n)} y2={y(n)} className="grid" />
            <text x={LEFT - 6} y={y(n) + 4} className="tick end">
              {numbers.format(n)}
            </text>
          </g>
        ))}
        {bins.map((bin) => (
          <rect
            key={bin.from}
            className="bar"
            x={x(bin.from) + 0.5}
            width={Math.max(1, x(bin.to) - x(bin.from) - 1)}
            y={y(bin.n)}
            height={HEIGHT - BOTTOM - y(bin.n)}
          />
        ))}
        {ticks.map((value) => (
          <text key={value} x={x(value)} y={HEIGHT - BOTTOM + 16} className="tick middle">
            {numbers.format(value)}
          </text>
        ))}
        <text x={WIDTH - 8} y={HEIGHT - 3} className="tick end">
          {unit}
        </text>
        {low !== null && high !== null ? (
          <line className="interval" x1={x(inside(low))} x2={x(inside(high))} y1={11} y2={11} />
        ) : null}
        {mean === null ? null : <circle className="mean" cx={x(inside(mean))} cy={11} r={5} />}
      </svg>
    </figure>
  );
};
