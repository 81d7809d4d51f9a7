import { useState } from 'react';
import type { decideMerge, listMerges } from '../../../api/contract/merges.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { get, write } from '../../data/client.ts';
import { useAttempt } from '../../data/use-attempt.ts';
import { useResource } from '../../data/use-resource.ts';
import { Answer } from '../../parts/answer.tsx';
import { Field } from '../../parts/field.tsx';
import { Link } from '../../parts/link.tsx';
import { Failed } from '../../parts/states.tsx';
import { sayOr, useWords } from '../../words/words.ts';

const LISTS = ['review', 'merged', 'repost', 'undone'] as const;
type List = (typeof LISTS)[number];
type Merge = ResponseOf<typeof listMerges>['merges'][number];

const Side = ({ offer }: { offer: Merge['one'] }) => {
  const { w } = useWords();
  return (
    <div>
      <Link to={`/play/offers/${offer.id}`}>{offer.title}</Link>
      <p className="small quiet">
        {[offer.employer, offer.place, offer.source].filter((part) => part !== null).join(' · ')}
        {offer.hidden ? ` · ${w('merges.hidden')}` : null}
      </p>
    </div>
  );
};

const Pair = ({ merge, done }: { merge: Merge; done: () => void }) => {
  const { w, language } = useWords();
  const { busy, failure, attempt } = useAttempt();
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const decide = (decision: 'accepted' | 'undone') =>
    attempt(async () => {
      await write<typeof decideMerge>('POST', `/operator/merges/${merge.id}`, { body: { decision } });
      done();
    });
  const merged = merge.one.hidden || merge.two.hidden || merge.decision === 'accepted';
  return (
    <li className="card stack tight" data-merge={merge.id}>
      <div className="pair">
        <Side offer={merge.one} />
        <Side offer={merge.two} />
      </div>
      <p className="small">{w('merges.sure', { share: percent.format(merge.probability) })}</p>
      <ul className="row">
        {merge.evidence
          .toSorted((a, b) => Math.abs(b.bits) - Math.abs(a.bits))
          .map(({ feature, level, bits }) => (
            <li key={feature} className={`chip ${bits < 0 ? 'alert' : ''}`}>
              {bits < 0 ? '−' : '+'} {sayOr(`feature.${feature}`, feature)} : {sayOr(`level.${level}`, level)}
            </li>
          ))}
      </ul>
      {failure === null ? null : <Failed failure={failure} />}
      <p className="row">
        {merged ? null : (
          <button type="button" className="button plain" disabled={busy} onClick={() => decide('accepted')}>
            {w('merges.same')}
          </button>
        )}
        {merge.decision === 'undone' ? null : (
          <button type="button" className="button plain" disabled={busy} onClick={() => decide('undone')}>
            {w(merged ? 'merges.undo' : 'merges.two')}
          </button>
        )}
      </p>
    </li>
  );
};

/** Pairs of offers that may be one, with the reasons; a person's word holds and can be taken back. */
export const Merges = () => {
  const { w } = useWords();
  const [list, setList] = useState<List>('review');
  const found = useResource(`merges ${list}`, () =>
    get<typeof listMerges>('/operator/merges', { list, limit: 50 }),
  );
  return (
    <section className="stack tight" aria-labelledby="merges-title">
      <div className="row spread">
        <h2 id="merges-title">{w('merges.title')}</h2>
        <Field label={w('merges.list')}>
          {(ids) => (
            <select {...ids} value={list} onChange={(event) => setList(event.target.value as List)}>
              {LISTS.map((each) => (
                <option key={each} value={each}>
                  {w(`merges.list.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Answer found={found} isEmpty={({ merges }) => merges.length === 0} empty={w('merges.none')}>
        {({ merges }) => (
          <ul className="stack tight">
            {merges.map((merge) => (
              <Pair key={merge.id} merge={merge} done={found.again} />
            ))}
          </ul>
        )}
      </Answer>
    </section>
  );
};
