import type { FormEvent } from 'react';
import { useState } from 'react';
import type {
  listRallyCodes,
  postRallyCode,
  RallyCode,
  revokeRallyCode,
} from '../../../api/contract/rallies.ts';
import { get, write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useResource } from '../../data/use-resource.ts';
import { Field } from '../../parts/field.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { dayText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';
import { Sheet } from './sheet.tsx';

type LineProps = { rally: RallyCode; poster: () => void; end: () => void };

const Line = ({ rally, poster, end }: LineProps) => {
  const { w, language } = useWords();
  return (
    <li className="row spread not-printed">
      <span>
        <strong>
          <code>{rally.code}</code>
        </strong>
        <br />
        <span className="small quiet">
          {w('adviser.rally.uses', { n: rally.uses, max: rally.maxUses })} ·{' '}
          {rally.state === 'open'
            ? w('adviser.cards.until', { day: dayText(rally.expiresAt, language) })
            : w(`adviser.rally.state.${rally.state}`)}
        </span>
      </span>
      {rally.state === 'open' ? (
        <span className="row">
          <button type="button" className="button plain" onClick={poster}>
            {w('adviser.rally.poster')}
          </button>
          <button type="button" className="text-button" onClick={end}>
            {w('adviser.rally.end')}
          </button>
        </span>
      ) : null}
    </li>
  );
};

/** Codes for a rally's poster: made, counted, printed again, ended. */
export const RallyCodes = () => {
  const { w } = useWords();
  const found = useResource('rallies', () => get<typeof listRallyCodes>('/rallies/codes'));
  const [poster, setPoster] = useState<RallyCode | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const tried = async (work: () => Promise<RallyCode | null>) => {
    setFailure(null);
    try {
      setPoster(await work());
      found.again();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  const make = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { maxUses: Number(form.get('maxUses')), days: Number(form.get('days')) };
    void tried(() => write<typeof postRallyCode>('POST', '/rallies/codes', { body }));
  };
  const end = (id: string) =>
    void tried(async () => {
      await write<typeof revokeRallyCode>('POST', `/rallies/codes/${id}/revoke`);
      return null;
    });
  return (
    <section className="card stack tight printing" aria-labelledby="rally-title">
      <h2 id="rally-title">{w('adviser.rally')}</h2>
      <p className="small quiet">{w('adviser.rally.lead')}</p>
      {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
      {found.loading ? <Loading rows={1} /> : null}
      <ul className="stack tight">
        {found.value?.codes.map((rally) => (
          <Line key={rally.id} rally={rally} poster={() => setPoster(rally)} end={() => end(rally.id)} />
        ))}
      </ul>
      {failure === null ? null : <Failed failure={failure} />}
      {poster === null ? null : (
        <Sheet form="poster" items={[{ way: 'rally', code: poster.code, expiresAt: poster.expiresAt }]} />
      )}
      <form className="stack tight" onSubmit={make}>
        <Field label={w('adviser.rally.max')}>
          {(ids) => (
            <input {...ids} name="maxUses" type="number" min={1} max={2000} defaultValue={60} required />
          )}
        </Field>
        <Field label={w('adviser.rally.days')}>
          {(ids) => <input {...ids} name="days" type="number" min={1} max={90} defaultValue={7} required />}
        </Field>
        <button type="submit" className="button plain">
          {w('adviser.rally.make')}
        </button>
      </form>
    </section>
  );
};
