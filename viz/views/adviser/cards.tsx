import type { FormEvent } from 'react';
import { useState } from 'react';
import type { postCards } from '../../../api/contract/operator.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { Field } from '../../parts/field.tsx';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.ts';
import { Sheet } from './sheet.tsx';

/** Cards by which young people enter; each serves once, its code is shown once, to be printed and given. */
export const Cards = () => {
  const { w } = useWords();
  const [made, setMade] = useState<ResponseOf<typeof postCards> | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const ask = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setFailure(null);
    try {
      const ageBand = form.get('ageBand') === '16-17' ? '16-17' : '18-25';
      setMade(
        await write<typeof postCards>('POST', '/adviser/cards', {
          body: { n: Number(form.get('n')), ageBand },
        }),
      );
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  return (
    <section className="card stack tight printing" aria-labelledby="cards-title">
      <h2 id="cards-title">{w('adviser.cards')}</h2>
      <p className="small quiet">{w('adviser.cards.lead')}</p>
      <form className="stack tight" onSubmit={(event) => void ask(event)}>
        <Field label={w('adviser.cards.n')}>
          {(ids) => <input {...ids} name="n" type="number" min={1} max={500} defaultValue={5} required />}
        </Field>
        <Field label={w('door.age')}>
          {(ids) => (
            <select {...ids} name="ageBand" defaultValue="18-25">
              <option value="16-17">{w('door.age.minor')}</option>
              <option value="18-25">{w('door.age.adult')}</option>
            </select>
          )}
        </Field>
        <button type="submit" className="button plain">
          {w('adviser.cards.make')}
        </button>
      </form>
      {failure === null ? null : <Failed failure={failure} />}
      {made === null ? null : (
        <Sheet form="cards" items={made.cards.map((card) => ({ way: 'card', ...card }))} />
      )}
    </section>
  );
};
