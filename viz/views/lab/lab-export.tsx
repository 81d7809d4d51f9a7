import type { FormEvent } from 'react';
import { useState } from 'react';
import type { EXPORT_FORMATS, EXPORT_TABLES, postExport } from '../../../api/contract/lab.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { apiAddress, write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { textOf } from '../../parts/form-text.ts';
import { Field } from '../../parts/field.tsx';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.ts';
import type { Cohort } from './cohort.ts';

type Table = (typeof EXPORT_TABLES)[number];
type Format = (typeof EXPORT_FORMATS)[number];
const TABLES: readonly Table[] = ['measures', 'ties', 'cells'];
const FORMATS: readonly Format[] = ['parquet', 'arrow', 'csv'];

/** Takes a file of the cohort away: for a stated purpose, which is logged. */
export const LabExport = ({ cohort }: { cohort: Cohort }) => {
  const { w } = useWords();
  const [ready, setReady] = useState<ResponseOf<typeof postExport> | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    setReady(null);
    try {
      const body = {
        ...cohort,
        table: form.get('table') as Table,
        format: form.get('format') as Format,
        purpose: textOf(form, 'purpose'),
      };
      setReady(await write<typeof postExport>('POST', '/lab/exports', { body }));
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="stack tight" aria-labelledby="export-title">
      <h2 id="export-title">{w('lab.export')}</h2>
      <p className="small quiet">{w('lab.export.lead')}</p>
      <form className="card lab-export" onSubmit={(event) => void ask(event)}>
        <Field label={w('lab.export.table')}>
          {(ids) => (
            <select {...ids} name="table">
              {TABLES.map((table) => (
                <option key={table} value={table}>
                  {w(`lab.table.${table}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={w('lab.export.format')}>
          {(ids) => (
            <select {...ids} name="format">
              {FORMATS.map((format) => (
                <option key={format} value={format}>
                  {format}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={w('lab.export.purpose')} hint={w('lab.export.purpose.hint')}>
          {(ids) => <input {...ids} name="purpose" required minLength={8} maxLength={300} />}
        </Field>
        <button type="submit" className="button" disabled={busy}>
          {w('lab.export.ask')}
        </button>
      </form>
      {failure === null ? null : <Failed failure={failure} />}
      {ready === null ? null : (
        <output className="notice done">
          <a href={apiAddress(ready.path)} download={ready.fileName}>
            {w('lab.export.ready', { file: ready.fileName })}
          </a>
        </output>
      )}
    </section>
  );
};
