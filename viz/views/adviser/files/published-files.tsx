import type { confirmFile, listFiles } from '../../../../api/contract/files.ts';
import type { ResponseOf } from '../../../../api/contract/route.ts';
import { write } from '../../../data/client.ts';
import type { Resource } from '../../../data/use-resource.ts';
import { useAttempt } from '../../../data/use-attempt.ts';
import { Answer } from '../../../parts/answer.tsx';
import { Failed } from '../../../parts/states.tsx';
import { momentText } from '../../../words/dates.ts';
import { sayOr, useWords } from '../../../words/words.ts';
import { Refused } from './refused.tsx';

type Files = ResponseOf<typeof listFiles>;

/** The files of the organisation: what became of their rows; a held one waits for a word. */
export const PublishedFiles = ({ found }: { found: Resource<Files> }) => {
  const { w, language } = useWords();
  const { busy, failure, attempt } = useAttempt();
  const decide = (run: string, what: 'confirm' | 'discard') =>
    attempt(async () => {
      await write<typeof confirmFile>('POST', `/adviser/files/${run}/${what}`);
      found.again();
    });
  return (
    <>
      {failure === null ? null : <Failed failure={failure} />}
      <Answer found={found} isEmpty={({ files }) => files.length === 0} empty={w('files.none')}>
        {({ files }) => (
          <ul className="stack tight">
            {files.map((file) => (
              <li key={file.run} className="card stack tight" data-file={file.status}>
                <p className="row spread">
                  <strong>{file.name}</strong>
                  <span className="chip">{sayOr(`run.${file.status}`, file.status)}</span>
                </p>
                <p className="small quiet">
                  {momentText(file.startedAt, language)} ·{' '}
                  {w('operator.runDid', {
                    seen: file.seen,
                    created: file.created,
                    updated: file.updated,
                    unchanged: file.unchanged,
                    withdrawn: file.withdrawn,
                    aside: file.refused.length,
                  })}
                </p>
                {file.status === 'held' && file.vanishing !== null ? (
                  <div className="notice reach stack tight">
                    <p>{w('operator.held.vanish', { n: file.vanishing })}</p>
                    <p className="row">
                      <button
                        type="button"
                        className="button plain"
                        disabled={busy}
                        onClick={() => decide(file.run, 'discard')}
                      >
                        {w('operator.held.discard')}
                      </button>
                      <button
                        type="button"
                        className="button"
                        disabled={busy}
                        onClick={() => decide(file.run, 'confirm')}
                      >
                        {w('operator.held.confirm')}
                      </button>
                    </p>
                  </div>
                ) : null}
                {file.refused.length === 0 ? null : (
                  <details>
                    <summary>{w('files.refused', { n: file.refused.length })}</summary>
                    <Refused rows={file.refused} count={file.refused.length} />
                  </details>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </>
  );
};
