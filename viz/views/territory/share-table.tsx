import { useState } from 'react';
import { Bars } from '../../charts/bars.tsx';
import { useWords } from '../../words/words.ts';
import type { ShareRow } from './share.tsx';

type Props = {
  shares: readonly ShareRow[];
  caption: string;
  reference: string | null;
  /** The word of a row, from its key and the label of the data. */
  word?: (key: string, given: string) => string;
  limit?: number;
};

/** Open offers by one characteristic: counts as bars, the period before and the reference beside. */
export const ShareTable = ({ shares, caption, reference, word, limit = 12 }: Props) => {
  const { w, language } = useWords();
  const [all, setAll] = useState(false);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const shown = all ? shares : shares.slice(0, limit);
  return (
    <div className="card stack tight">
      <Bars
        caption={caption}
        rows={shown.map((share) => ({
          key: share.key,
          label: word === undefined ? share.label : word(share.key, share.label),
          value: share.n,
          masked: false,
          note: [
            w('territory.before', { n: share.before }),
            share.perThousand === null ? null : percent.format(share.perThousand / 1000),
            reference === null || share.referencePerThousand === null
              ? null
              : w('territory.there', {
                  name: reference,
                  share: percent.format(share.referencePerThousand / 1000),
                }),
          ]
            .filter((part) => part !== null)
            .join(' · '),
        }))}
      />
      {shares.length === 0 ? <p className="quiet">{w('territory.none')}</p> : null}
      {shares.length > limit ? (
        <button type="button" className="text-button" aria-expanded={all} onClick={() => setAll(!all)}>
          {w(all ? 'action.less' : 'action.all', { n: shares.length })}
        </button>
      ) : null}
    </div>
  );
};
