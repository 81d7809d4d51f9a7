import { useDeferredValue, useState } from 'react';
import type { OfferLine, searchOffers } from '../../../api/contract/offers.ts';
import type { Contract } from '../../../game/offer.ts';
import { CONTRACTS } from '../../../game/offer.ts';
import { get } from '../../data/client.ts';
import { useSession } from '../../data/session.tsx';
import { useResource } from '../../data/use-resource.ts';
import { Field } from '../../parts/field.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.ts';
import { OfferCard } from './offer-card.tsx';

const SIZE = 20;

/** Pages already shown belong to one filter; another filter begins at the first page. */
type Pages = { filter: string; page: number; earlier: readonly OfferLine[] };

/** « Offres »: everything open to all, searchable, with no account, point or position. */
export const OffersTab = () => {
  const { w } = useWords();
  const { me, instance } = useSession();
  const [words, setWords] = useState('');
  const [contract, setContract] = useState<Contract | ''>('');
  const [beginner, setBeginner] = useState(false);
  const [pages, setPages] = useState<Pages>({ filter: '', page: 1, earlier: [] });
  const q = useDeferredValue(words.trim());
  const territory = me?.territory?.code ?? instance?.territories[0]?.code;
  const filter = JSON.stringify([territory, q, contract, beginner]);
  const { page, earlier } = pages.filter === filter ? pages : { page: 1, earlier: [] };
  const found = useResource(`${filter} ${page}`, () =>
    get<typeof searchOffers>('/offers', {
      page,
      size: SIZE,
      ...(territory === undefined ? {} : { territory }),
      ...(q === '' ? {} : { q }),
      ...(contract === '' ? {} : { contract }),
      ...(beginner ? { beginner } : {}),
    }),
  );
  const shown = [...earlier, ...(found.value?.offers ?? [])];
  const total = found.value?.total;
  const clear = () => {
    setWords('');
    setContract('');
    setBeginner(false);
  };
  return (
    <div className="page stack">
      <div className="stack tight">
        <h1>{w('play.offers.title')}</h1>
        <p className="quiet">{w('play.offers.lead')}</p>
      </div>
      <search className="offer-search">
        <Field label={w('play.offers.search')}>
          {(ids) => (
            <input
              {...ids}
              type="search"
              value={words}
              maxLength={80}
              placeholder={w('play.offers.example')}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
        <Field label={w('play.offers.contract')}>
          {(ids) => (
            <select
              {...ids}
              value={contract}
              onChange={(event) => setContract(event.target.value as Contract | '')}
            >
              <option value="">{w('play.offers.anyContract')}</option>
              {CONTRACTS.map((each) => (
                <option key={each} value={each}>
                  {w(`contract.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <label className="switch">
          <span>{w('play.offers.beginner')}</span>
          <input type="checkbox" checked={beginner} onChange={(event) => setBeginner(event.target.checked)} />
        </label>
      </search>
      <output className="small quiet">
        {total === undefined ? '' : w('play.offers.count', { n: total })}
      </output>
      {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
      <ul className="offer-list">
        {shown.map((offer) => (
          <li key={offer.id}>
            <OfferCard offer={offer} />
          </li>
        ))}
      </ul>
      {found.loading ? <Loading /> : null}
      {total === 0 ? (
        <Empty why={w('play.offers.none')}>
          <p>
            <button type="button" className="button plain" onClick={clear}>
              {w('play.offers.clear')}
            </button>
          </p>
        </Empty>
      ) : null}
      {found.value !== undefined && shown.length < found.value.total ? (
        <p>
          <button
            type="button"
            className="button plain full"
            onClick={() => setPages({ filter, page: page + 1, earlier: shown })}
          >
            {w('play.offers.more')}
          </button>
        </p>
      ) : null}
    </div>
  );
};
