import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';
import type { OfferDraft } from '../../ingest/offers/draft.ts';
import type { TriedFile } from '../../ingest/feeds/try-file.ts';
import type { listFiles, tryFile } from '../contract/files.ts';
import type { ResponseOf } from '../contract/route.ts';
import { vanishingIn } from './operator.ts';

const MOST_REFUSED = 1000;
const SAMPLES = 3;
const SAMPLE_LENGTH = 120;

const offerAnswer = (draft: OfferDraft): ResponseOf<typeof tryFile>['offers'][number] => ({
  title: draft.title,
  employer: draft.employer,
  contract: draft.contract,
  placeLabel: draft.place.label ?? draft.place.postalCode,
  salary: draft.salary,
  hours: draft.hours,
  description: draft.description,
  url: draft.url,
  createdAt: draft.createdAt,
  hasContact: draft.contact !== null,
});

/** A tried file as the page shows it. */
export const triedAnswer = (tried: TriedFile): ResponseOf<typeof tryFile> => ({
  columns: tried.columns.map(({ header, cells }) => ({
    header,
    samples: cells
      .filter((cell) => cell.trim() !== '')
      .slice(0, SAMPLES)
      .map((cell) => cell.slice(0, SAMPLE_LENGTH)),
  })),
  fields: tried.fields,
  missing: [...tried.missing],
  rows: tried.rows,
  accepted: tried.accepted,
  offers: tried.offers.map(offerAnswer),
  refused: tried.refused.slice(0, MOST_REFUSED),
  refusedCount: tried.refused.length,
});

type Run = {
  id: string;
  name: string;
  status: string;
  started_at: Date;
  seen: number;
  created: number;
  updated: number;
  unchanged: number;
  withdrawn: number;
  held_reason: string | null;
};
type Refused = { subject: string; place: string; code: string; message: string; remedy: string };

const whereOf = (place: string): { row: number; field: string | null } => {
  const found = /\/row\[(\d+)\](?:\.(.+))?$/.exec(place);
  return { row: found ? Number(found[1]) + 1 : 0, field: found?.[2] ?? null };
};

/** The last files of one source, with the rows of each that were set aside. @param db as a role that reads both schemas */
export const readFiles = async (
  db: Kysely<Tables>,
  source: string,
): Promise<ResponseOf<typeof listFiles>> => {
  const { rows } = await sql<Run>`
    SELECT id, coalesce(origin->'object'->>'name', '') AS name, status, started_at, seen, created, updated, unchanged,
           withdrawn, held_reason
    FROM offers.feed_runs WHERE source = ${source} ORDER BY started_at DESC LIMIT 20`.execute(db);
  const refused = await sql<Refused>`
    SELECT subject, place, code, message, remedy FROM ops.quarantine
    WHERE entry = 'feed' AND source = ${source} AND state IN ('held', 'retried')
    ORDER BY place LIMIT 2000`.execute(db);
  return {
    files: rows.map(({ id, started_at, held_reason, ...run }) => ({
      run: id,
      ...run,
      startedAt: started_at.toISOString(),
      heldReason: held_reason,
      vanishing: run.status === 'held' ? vanishingIn(held_reason).vanishing : null,
      refused: refused.rows
        .filter(({ subject }) => subject === id)
        .map(({ place, code, message, remedy }) => ({ ...whereOf(place), code, reason: message, remedy })),
    })),
  };
};
