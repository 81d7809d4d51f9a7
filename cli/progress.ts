/** What long work says while it runs. `done` counts up to `total`; `label` says what is done now. */
export type Progress = {
  step: (label: string, done?: number, total?: number) => void;
  /** Ends the line. */
  end: (label?: string) => void;
};

const WIDTH = 24;
const EVERY_MS = 80;

/** A bar on a terminal's standard error; without a terminal one line per new label and nothing else. */
export const createProgress = (stream: NodeJS.WriteStream = process.stderr): Progress => {
  let shown = '';
  let lastAt = 0;
  if (!stream.isTTY)
    return {
      step: (label) => {
        if (label !== shown) stream.write(`${label}\n`);
        shown = label;
      },
      end: (label) => {
        if (label !== undefined) stream.write(`${label}\n`);
      },
    };
  return {
    step: (label, done, total) => {
      const now = performance.now();
      if (label === shown && now - lastAt < EVERY_MS && done !== total) return;
      shown = label;
      lastAt = now;
      const share =
        done === undefined || total === undefined || total === 0 ? null : Math.min(1, done / total);
      const full = Math.round((share ?? 0) * WIDTH);
      const bar =
        share === null
          ? ''
          : `[${'='.repeat(full)}${' '.repeat(WIDTH - full)}] ${Math.round(share * 100)} % `;
      stream.write(`\r\u001B[K${`${bar}${label}`.slice(0, Math.max(20, stream.columns - 1))}`);
    },
    end: (label) => {
      stream.write(`\r\u001B[K${label === undefined ? '' : `${label}\n`}`);
    },
  };
};
