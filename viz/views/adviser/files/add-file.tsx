import { useEffect, useState } from 'react';
import type { listFiles } from '../../../../api/contract/files.ts';
import { get, newId } from '../../../data/client.ts';
import type { Columns } from '../../../data/upload-file.ts';
import { publishTable, tryTable } from '../../../data/upload-file.ts';
import { useAttempt } from '../../../data/use-attempt.ts';
import { useResource } from '../../../data/use-resource.ts';
import { Failed, Loading } from '../../../parts/states.tsx';
import { useWords } from '../../../words/words.ts';
import { DropFile } from './drop-file.tsx';
import './files.css';
import { Mapping } from './mapping.tsx';
import type { Tried } from './mapping.tsx';
import { PublishedFiles } from './published-files.tsx';
import { TriedOffers } from './tried-offers.tsx';

const ASK_AGAIN_MS = 2_000;

type Table = { file: File; key: string; tried: Tried };

/** « Ajouter un fichier »: drop a table, correct what was proposed, look at its offers and refused rows, publish. */
export const AddFile = () => {
  const { w } = useWords();
  const { busy, failure, attempt } = useAttempt();
  const [table, setTable] = useState<Table | null>(null);
  const [replaces, setReplaces] = useState(false);
  const files = useResource('files', () => get<typeof listFiles>('/adviser/files'));
  const again = files.again;
  const moving = files.value?.files.some(({ status }) => status === 'running') ?? false;
  useEffect(() => {
    if (!moving) return undefined;
    const timer = setInterval(again, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [moving, again]);

  const look = (file: File, columns: Columns | null) =>
    attempt(async () => setTable({ file, key: newId(), tried: await tryTable(file, columns) }));
  const publish = ({ file, key, tried }: Table) =>
    attempt(async () => {
      await publishTable(file, tried.fields as Columns, replaces, key);
      setTable(null);
      again();
    });
  return (
    <section className="stack tight" aria-labelledby="files-title">
      <h2 id="files-title">{w('files.title')}</h2>
      <p className="quiet">{w('files.lead')}</p>
      {table === null ? <DropFile busy={busy} dropped={(file) => look(file, null)} /> : null}
      {busy ? <Loading rows={1} /> : null}
      {failure === null ? null : <Failed failure={failure} />}
      {table === null ? null : (
        <div className="stack" data-table={table.file.name}>
          <p>
            <strong>{table.file.name}</strong> ·{' '}
            {w('files.counted', { n: table.tried.rows, ok: table.tried.accepted })}
          </p>
          {table.tried.missing.length === 0 ? null : (
            <p className="notice alert">
              {w('files.missing', {
                fields: table.tried.missing.map((field) => w(`file.${field}`)).join(', '),
              })}
            </p>
          )}
          <Mapping tried={table.tried} busy={busy} change={(columns) => look(table.file, columns)} />
          {table.tried.missing.length > 0 ? null : <TriedOffers tried={table.tried} />}
          <label className="switch">
            <span>{w('files.replaces')}</span>
            <input
              type="checkbox"
              checked={replaces}
              onChange={(event) => setReplaces(event.target.checked)}
            />
          </label>
          <p className="row">
            <button
              type="button"
              className="button"
              disabled={busy || table.tried.accepted === 0}
              onClick={() => publish(table)}
            >
              {w('files.publish', { n: table.tried.accepted })}
            </button>
            <button type="button" className="button plain" onClick={() => setTable(null)}>
              {w('action.cancel')}
            </button>
          </p>
        </div>
      )}
      <h3>{w('files.published')}</h3>
      <PublishedFiles found={files} />
    </section>
  );
};
