import type { getPortrait } from '../../../api/contract/territory.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { useWords } from '../../words/words.ts';

export type ShareRow = ResponseOf<typeof getPortrait>['windowOnly'];

type Props = { share: ShareRow; of: number; name: string; reference: string | null };

/** One share of the open offers, with its count, the reference territory and the period before. */
export const Share = ({ share, of, name, reference }: Props) => {
  const { w, language } = useWords();
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <div className="card tile">
      <p className="tile-name">{name}</p>
      <p className="tile-figure number">
        {share.perThousand === null ? w('state.noData') : percent.format(share.perThousand / 1000)}
      </p>
      <p className="small quiet">
        {w('territory.of', { n: share.n, of })} {w('territory.before', { n: share.before })}
        {reference === null || share.referencePerThousand === null
          ? null
          : ` ${w('territory.there', { name: reference, share: percent.format(share.referencePerThousand / 1000) })}`}
      </p>
    </div>
  );
};
