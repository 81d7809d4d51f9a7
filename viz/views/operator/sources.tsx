import { useState } from 'react';
import type { listSources } from '../../../api/contract/operator.ts';
import { get } from '../../data/client.ts';
import { useResource } from '../../data/use-resource.ts';
import { Answer } from '../../parts/answer.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { useWords } from '../../words/words.ts';
import { HeldRuns } from './held-runs.tsx';
import type { Source } from './source-row.tsx';
import { SourceRow } from './source-row.tsx';

const inUse = ({ health, open }: Source): boolean => health !== 'never' || open > 0;

/** Where offers come from: health of each source, held runs to answer, sources that are ready to be switched on. */
export const Sources = () => {
  const { w } = useWords();
  const [all, setAll] = useState(false);
  const found = useResource('sources', () => get<typeof listSources>('/operator/sources'));
  const columns = [
    { label: w('operator.source') },
    { label: w('operator.state') },
    { label: w('operator.open'), number: true },
    { label: w('operator.lastRun') },
    { label: w('operator.precision') },
  ];
  return (
    <section className="stack tight" aria-labelledby="sources-title">
      <h2 id="sources-title">{w('operator.sources')}</h2>
      <Answer
        found={found}
        isEmpty={({ sources }) => sources.length === 0}
        empty={w('operator.sources.none')}
      >
        {({ sources }) => {
          const used = sources.filter(inUse);
          const shown = all ? sources : used;
          return (
            <>
              <HeldRuns sources={sources} done={found.again} />
              <DataTable caption={w('operator.sources.count', { n: shown.length })} columns={columns}>
                {shown.map((source) => (
                  <SourceRow key={source.id} source={source} />
                ))}
              </DataTable>
              {used.length === sources.length ? null : (
                <button
                  type="button"
                  className="text-button"
                  aria-expanded={all}
                  onClick={() => setAll(!all)}
                >
                  {all ? w('action.less') : w('operator.sources.ready', { n: sources.length - used.length })}
                </button>
              )}
            </>
          );
        }}
      </Answer>
    </section>
  );
};
