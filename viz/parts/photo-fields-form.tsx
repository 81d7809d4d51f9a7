import type { FormEvent } from 'react';
import { useState } from 'react';
import type { Contract } from '../../game/offer.ts';
import { CONTRACTS } from '../../game/offer.ts';
import type { ApplyWay } from '../../game/photo.ts';
import { APPLY_WAYS } from '../../game/photo.ts';
import { useWords } from '../words/words.ts';
import { Field } from './field.tsx';
import { textOf } from './form-text.ts';
import type { PhotoDraft, PhotoFields } from './photo-fields.ts';
import { doubtfulOf, fieldsOf } from './photo-fields.ts';

type Props = {
  draft: PhotoDraft;
  /** What its finder already said, for a reviewer. */
  confirmed?: PhotoFields | null;
  submit: string;
  submitted: (fields: PhotoFields) => void;
};

const LIMITS = { employer: 120, hours: 120, salary: 120, address: 200, phone: 40, email: 120 } as const;
type Short = keyof typeof LIMITS;
const SHORT = Object.keys(LIMITS) as Short[];
const TYPES: Partial<Record<Short, string>> = { phone: 'tel', email: 'email' };

/** What was read in a window, field by field, each to be corrected. */
export const PhotoFieldsForm = ({ draft, confirmed, submit, submitted }: Props) => {
  const { w } = useWords();
  const fields = confirmed ?? fieldsOf(draft);
  const doubtful = confirmed == null ? doubtfulOf(draft) : [];
  const [isVacancy, setIsVacancy] = useState(fields.isVacancy);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => textOf(form, name);
    const orNull = (name: Short | 'rome'): string | null => (text(name) === '' ? null : text(name));
    submitted({
      isVacancy,
      title: text('title') || fields.title,
      rome: orNull('rome'),
      contract: (text('contract') || fields.contract) as Contract,
      apply: (text('apply') || fields.apply) as ApplyWay,
      employer: orNull('employer'),
      hours: orNull('hours'),
      salary: orNull('salary'),
      address: orNull('address'),
      phone: orNull('phone'),
      email: orNull('email'),
    });
  };
  const look = (name: string) => (doubtful.includes(name) ? { hint: w('photo.doubtful') } : {});
  return (
    <form className="card stack" onSubmit={send}>
      <label className="switch">
        <span>{w('photo.isVacancy')}</span>
        <input type="checkbox" checked={isVacancy} onChange={(event) => setIsVacancy(event.target.checked)} />
      </label>
      <Field label={w('photo.field.title')} {...look('title')}>
        {(ids) => <input {...ids} name="title" required maxLength={120} defaultValue={fields.title} />}
      </Field>
      <Field label={w('offer.trade')}>
        {(ids) => (
          <select {...ids} name="rome" defaultValue={fields.rome ?? ''}>
            <option value="">{w('photo.trade.unsaid')}</option>
            {draft.trades.map(({ rome, label }) => (
              <option key={rome} value={rome}>
                {label}
              </option>
            ))}
            {fields.rome !== null && !draft.trades.some(({ rome }) => rome === fields.rome) ? (
              <option value={fields.rome}>{fields.rome}</option>
            ) : null}
          </select>
        )}
      </Field>
      <Field label={w('offer.contract')} {...look('contract')}>
        {(ids) => (
          <select {...ids} name="contract" defaultValue={fields.contract}>
            {CONTRACTS.map((contract) => (
              <option key={contract} value={contract}>
                {w(`contract.${contract}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={w('photo.field.apply')} {...look('apply')}>
        {(ids) => (
          <select {...ids} name="apply" defaultValue={fields.apply}>
            {APPLY_WAYS.map((way) => (
              <option key={way} value={way}>
                {w(`apply.${way}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {SHORT.map((name) => (
        <Field key={name} label={w(`photo.field.${name}`)} {...look(name)}>
          {(ids) => (
            <input
              {...ids}
              name={name}
              type={TYPES[name] ?? 'text'}
              maxLength={LIMITS[name]}
              autoComplete="off"
              defaultValue={fields[name] ?? ''}
            />
          )}
        </Field>
      ))}
      <button type="submit" className="button full">
        {submit}
      </button>
    </form>
  );
};
