import type { getPortrait } from '../../../api/contract/territory.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { Bars } from '../../charts/bars.tsx';
import { useWords } from '../../words/words.ts';

type Portrait = ResponseOf<typeof getPortrait>;

/** Open offers by commune; one without any is 0, and said so. */
export const Communes = ({
  communes,
  without,
}: {
  communes: Portrait['communes'];
  without: Portrait['withoutOffers'];
}) => {
  const { w } = useWords();
  const known = new Set(communes.map(({ code }) => code));
  const rows = [
    ...communes,
    ...without.filter(({ code }) => !known.has(code)).map((each) => ({ ...each, n: 0 })),
  ];
  return (
    <div className="card">
      <Bars
        caption={w('territory.byCommune')}
        rows={rows.map(({ code, name, n }) => ({
          key: code,
          label: name,
          value: n,
          masked: false,
          ...(n === 0 ? { note: w('territory.desert') } : {}),
        }))}
      />
    </div>
  );
};
