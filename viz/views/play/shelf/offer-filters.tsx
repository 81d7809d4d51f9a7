import type { searchOffers } from '../../../../api/contract/offers.ts';
import { KINDS } from '../../../../game/offer.ts';
import { get } from '../../../data/client.ts';
import { useResource } from '../../../data/use-resource.ts';
import { Field } from '../../../parts/field.tsx';
import { useHere } from '../../../walk/here.ts';
import { lengthText } from '../../../words/distance.ts';
import { useWords } from '../../../words/words.ts';
import { REACHES } from './filters.ts';
import type { ShelfFilters } from './filters.ts';

/** The first letters of ROME codes: families of trades. */
const FAMILIES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N'] as const;
/** Communes are offered for choice where the newest offers are. */
const NEWEST = 100;

type Props = {
  filters: ShelfFilters;
  territory: string | undefined;
  change: (filters: ShelfFilters) => void;
};
type Choice = { value: string; label: string };

const useCommunes = (territory: string | undefined): Choice[] => {
  const found = useResource(`communes ${territory ?? ''}`, () =>
    get<typeof searchOffers>('/offers', {
      size: NEWEST,
      ...(territory === undefined ? {} : { territory }),
    }),
  );
  const names = new Map(
    (found.value?.offers ?? []).flatMap(({ commune, communeName }) =>
      commune === null ? [] : [[commune, communeName ?? commune] as const],
    ),
  );
  return [...names]
    .map(([value, label]) => ({ value, label }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
};

/** What narrows the open shelf. Every choice stands in the address, so that it can be kept and passed on. */
export const OfferFilters = ({ filters, territory, change }: Props) => {
  const { w } = useWords();
  const here = useHere();
  const communes = useCommunes(territory);
  const set = (some: Partial<ShelfFilters>) => change({ ...filters, ...some });
  const select = (
    label: string,
    any: string,
    value: string | null,
    choices: readonly Choice[],
    chosen: (value: string | null) => void,
  ) => (
    <Field label={label}>
      {(ids) => (
        <select
          {...ids}
          value={value ?? ''}
          onChange={(event) => chosen(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">{any}</option>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  const kept = [filters.trade, filters.commune, filters.within].filter((each) => each !== null).length;
  return (
    <search className="offer-search">
      <Field label={w('play.offers.search')}>
        {(ids) => (
          <input
            {...ids}
            type="search"
            value={filters.q}
            maxLength={80}
            placeholder={w('play.offers.example')}
            onChange={(event) => set({ q: event.target.value })}
          />
        )}
      </Field>
      {select(
        w('play.offers.kind'),
        w('play.offers.anyKind'),
        filters.kind,
        KINDS.map((kind) => ({ value: kind, label: w(`offer.kind.${kind}`) })),
        (kind) => set({ kind: KINDS.find((each) => each === kind) ?? null }),
      )}
      <details className="offer-more" open={kept > 0 || filters.noLicence || filters.minors}>
        <summary>{w('play.offers.moreFilters')}</summary>
        <div className="offer-search">
          {select(
            w('play.offers.trade'),
            w('play.offers.anyTrade'),
            filters.trade,
            FAMILIES.map((letter) => ({ value: letter, label: w(`trade.${letter}`) })),
            (trade) => set({ trade }),
          )}
          {select(
            w('play.offers.commune'),
            w('play.offers.anyCommune'),
            filters.commune,
            communes,
            (commune) => set({ commune }),
          )}
          {here === null ? (
            <p className="small quiet">{w('play.offers.noWalk')}</p>
          ) : (
            select(
              w('play.offers.within'),
              w('play.offers.anyWalk'),
              filters.within === null ? null : String(filters.within),
              REACHES.map((metres) => ({ value: String(metres), label: lengthText(metres) })),
              (within) => set({ within: within === null ? null : Number(within) }),
            )
          )}
          {(['noLicence', 'minors'] as const).map((name) => (
            <label className="switch" key={name}>
              <span>{w(`play.offers.${name}`)}</span>
              <input
                type="checkbox"
                checked={filters[name]}
                onChange={(event) => set({ [name]: event.target.checked })}
              />
            </label>
          ))}
        </div>
      </details>
      <label className="switch">
        <span>{w('play.offers.beginner')}</span>
        <input
          type="checkbox"
          checked={filters.beginner}
          onChange={(event) => set({ beginner: event.target.checked })}
        />
      </label>
    </search>
  );
};
