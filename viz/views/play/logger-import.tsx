import { useState } from 'react';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { Failed } from '../../parts/states.tsx';
import type { Imported } from '../../walk/import-file.ts';
import { sayOr, useWords } from '../../words/words.ts';

/** A person's own location file for the study: read on this phone, sent as squares, without the home zone. */
export const LoggerImport = ({ owner, allowed }: { owner: string; allowed: boolean }) => {
  const { w } = useWords();
  const [share, setShare] = useState<number | null>(null);
  const [done, setDone] = useState<Imported | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setFailure(null);
    setDone(null);
    setShare(0);
    try {
      const { importFile } = await import('../../walk/import-file.ts');
      setDone(await importFile(owner, file, setShare));
    } catch (error) {
      setFailure(failureOf(error));
    }
    setShare(null);
  };
  return (
    <section className="card stack tight" aria-labelledby="logger-title">
      <h2 id="logger-title">{w('play.logger.title')}</h2>
      <p className="small">{w('play.logger.text')}</p>
      {allowed ? (
        <label className="stack tight">
          <span>{w('play.logger.choose')}</span>
          <input
            type="file"
            accept=".gpx,.csv,.json,.rec,.txt"
            disabled={share !== null}
            onChange={(event) => void take(event.target.files?.[0])}
          />
        </label>
      ) : (
        <p className="small quiet">{w('play.logger.needs')}</p>
      )}
      {share === null ? null : (
        <progress value={share} max={1} aria-label={w('play.logger.reading')}>
          {Math.round(share * 100)} %
        </progress>
      )}
      <output>
        {done === null ? null : (
          <>
            <span>{w('play.logger.done', { n: done.taken })}</span>
            {Object.entries(done.refused).map(([code, n]) => (
              <span key={code} className="small quiet block">
                {w('play.logger.refused', { n, why: sayOr(`failure.${code}`, code) })}
              </span>
            ))}
          </>
        )}
      </output>
      {failure === null ? null : <Failed failure={failure} />}
    </section>
  );
};
