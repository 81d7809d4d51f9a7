import { rawKey } from '../../infra/object-store/keys.ts';
import type { Source } from '../offers/draft.ts';
import { loadGazetteer } from '../places/gazetteer.ts';
import { admitWithin } from './admit.ts';
import type { FeedDeps } from './deps.ts';
import type { Mapping, MappingField } from './mapped/mapping.ts';
import { MAPPED, mappedConnector } from './mapped/connector.ts';
import { placesNow } from './places.ts';
import type { Admit } from './read.ts';
import { ensureSource, startFeedRun } from './runs.ts';
import { tryFile } from './try-file.ts';
import type { TriedFile } from './try-file.ts';
import { JokaError } from '../../game/errors.ts';

/** Who gives a file: their organisation and the territory they may publish in; null: any. */
export type FileOwner = {
  readonly organisation: { readonly id: string; readonly name: string };
  readonly territory: string | null;
};

export type GivenFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly fields: Readonly<Partial<Record<MappingField, string>>> | null;
};

/** Files of offers that people bring: looked at, then published. */
export type FileDoor = {
  /** Id of the source under which an organisation's files are published. */
  sourceOf(owner: FileOwner): string;
  try(owner: FileOwner, file: GivenFile): Promise<TriedFile>;
  /** @param run the run's id, a UUID of whoever asks: the same one again asks for nothing more */
  publish(owner: FileOwner, file: GivenFile, run: string, replaces: boolean): Promise<{ source: string }>;
};

/** The source under which an organisation's files are published, the same for ever. */
export const fileSourceOf = ({ organisation }: FileOwner): Source => ({
  id: `file-${organisation.id.replaceAll('-', '').slice(0, 32)}`,
  name: organisation.name,
  origin: 'partner',
  licence: `Fichier transmis par ${organisation.name} pour cette instance`,
  attribution: `Source : ${organisation.name}`,
  screened: true,
});

/** Part of a stored name: no path, no odd character, no more than places can show. */
const plainName = (name: string): string =>
  name.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_').slice(-80) || 'fichier.csv';

const aboutOf = (source: Source): Pick<Mapping, 'id' | 'name' | 'source'> => ({
  id: 'file',
  name: source.name.slice(0, 120),
  source: {
    origin: 'partner',
    licence: source.licence.slice(0, 300),
    attribution: source.attribution.slice(0, 300),
  },
});

/** Over real doors. What is published is read by the worker, from the kept file. */
export const createFileDoor = (deps: Pick<FeedDeps, 'db' | 'store' | 'clock'>): FileDoor => {
  const admitIn = async (territory: string | null): Promise<Admit | null> =>
    territory === null ? null : admitWithin(territory, await placesNow(deps.db.offers, loadGazetteer()));
  const tried = async (owner: FileOwner, { name, bytes, fields }: GivenFile): Promise<TriedFile> =>
    tryFile(plainName(name), bytes, {
      fields,
      source: aboutOf(fileSourceOf(owner)),
      admit: await admitIn(owner.territory),
    });
  return {
    sourceOf: (owner) => fileSourceOf(owner).id,
    try: tried,
    publish: async (owner, file, run, replaces) => {
      const { mapping, missing } = await tried(owner, file);
      if (mapping === null)
        throw new JokaError('FEED_MAPPING_INVALID', {
          mapping: file.name,
          field: `fields.${missing[0] ?? 'title'}`,
          reason: 'every offer needs it',
        });
      const source = fileSourceOf(owner);
      const key = rawKey(source.id, file.bytes, 'csv');
      await deps.store.put(key, file.bytes);
      await ensureSource(deps.db.offers, source);
      await startFeedRun(deps.db, deps.clock.now(), {
        id: run,
        source: source.id,
        mapperVersion: mappedConnector(mapping).mapperVersion,
        origin: {
          connector: MAPPED,
          mapping,
          object: { key, name: plainName(file.name) },
          all: replaces,
          ...(owner.territory === null ? {} : { territory: owner.territory }),
        },
      });
      return { source: source.id };
    },
  };
};
