/**
 * Time-to-event rows by column, one entry per row: the row is at risk over (`start`, `stop`], `event` is 1 when it ends
 * with the event and 0 when it is censored. Without `start` all begin at 0; without `weight` all weigh 1.
 */
export type TimeColumns = {
  readonly stop: ArrayLike<number>;
  readonly event: ArrayLike<number>;
  readonly start?: ArrayLike<number>;
  readonly weight?: ArrayLike<number>;
};

/** Per distinct time of an end of a row, ascending: weighted rows at risk just before, events, censored. */
export type RiskTable = {
  readonly time: Float64Array;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly censored: Float64Array;
};

/** Positions of rows in ascending order of a column. */
export const ascending = (column: ArrayLike<number>): Uint32Array => {
  const order = Uint32Array.from({ length: column.length }, (_, i) => i);
  return order.sort((a, b) => (column[a] ?? 0) - (column[b] ?? 0) || a - b);
};

/** Counts at every distinct end, for rows that satisfy `keep`. One pass over rows sorted by end and by start. */
export const riskTable = (rows: TimeColumns, keep: (row: number) => boolean = () => true): RiskTable => {
  const weight = (row: number): number => rows.weight?.[row] ?? 1;
  const ends = ascending(rows.stop).filter(keep);
  const starts = rows.start === undefined ? new Uint32Array() : ascending(rows.start).filter(keep);
  const time: number[] = [];
  const atRisk: number[] = [];
  const events: number[] = [];
  const censored: number[] = [];
  let present = 0;
  let entered = 0;
  if (rows.start === undefined) for (const row of ends) present += weight(row);
  for (let i = 0; i < ends.length;) {
    const t = rows.stop[ends[i] ?? 0] ?? 0;
    for (; entered < starts.length; entered += 1) {
      const row = starts[entered] ?? 0;
      if ((rows.start?.[row] ?? 0) >= t) break;
      present += weight(row);
    }
    let d = 0;
    let c = 0;
    for (; i < ends.length && rows.stop[ends[i] ?? 0] === t; i += 1) {
      const row = ends[i] ?? 0;
      if (rows.event[row] === 1) d += weight(row);
      else c += weight(row);
    }
    time.push(t);
    atRisk.push(present);
    events.push(d);
    censored.push(c);
    present -= d + c;
  }
  return {
    time: Float64Array.from(time),
    atRisk: Float64Array.from(atRisk),
    events: Float64Array.from(events),
    censored: Float64Array.from(censored),
  };
};
