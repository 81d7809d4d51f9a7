import { Bool, Float64, tableToIPC, Table, TimestampMillisecond, Utf8, vectorFromArray } from 'apache-arrow';
import type { OfferLine } from '../contract/offers.ts';

/** The open offers for maps and charts, as an Arrow IPC stream; columns as the contract says. */
export const offersToArrow = (offers: readonly OfferLine[]): Uint8Array => {
  const text = (pick: (offer: OfferLine) => string | null) => vectorFromArray(offers.map(pick), new Utf8());
  const number = (pick: (offer: OfferLine) => number | null) =>
    vectorFromArray(offers.map(pick), new Float64());
  const table = new Table({
    id: text((o) => o.id),
    title: text((o) => o.title),
    employer: text((o) => o.employer),
    contract: text((o) => o.contract),
    rome: text((o) => o.rome),
    trade_label: text((o) => o.tradeLabel),
    origin: text((o) => o.origin),
    source: text((o) => o.source),
    precision: text((o) => o.precision),
    commune: text((o) => o.commune),
    beginner: vectorFromArray(
      offers.map((o) => o.beginner),
      new Bool(),
    ),
    kind: text((o) => o.kind),
    source_name: text((o) => o.sourceName),
    licence: text((o) => o.licence),
    attribution: text((o) => o.attribution),
    lat: number((o) => o.lat),
    lng: number((o) => o.lng),
    created_at: vectorFromArray(
      offers.map((o) => Date.parse(o.createdAt)),
      new TimestampMillisecond(),
    ),
    retrieved_at: vectorFromArray(
      offers.map((o) => Date.parse(o.retrievedAt)),
      new TimestampMillisecond(),
    ),
  });
  return tableToIPC(table, 'stream');
};
