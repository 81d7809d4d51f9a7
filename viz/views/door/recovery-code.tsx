import type { Failure } from '../../data/failure.ts';
import { Link } from '../../parts/link.tsx';
import { useWords } from '../../words/words.ts';

type Props = { code: string; to: string; passkey: Failure | null };

/** Shown once: the code that gives the account back when the phone is lost. */
export const RecoveryCode = ({ code, to, passkey }: Props) => {
  const { w } = useWords();
  return (
    <main className="page narrow stack" id="content">
      <h1>{w('door.recovery.title')}</h1>
      {passkey === null ? null : (
        <p className="notice alert" role="alert">
          {w('door.recovery.noPasskey')}
        </p>
      )}
      <p>{w('door.recovery.why')}</p>
      <p className="recovery-code">{code}</p>
      <p>
        <Link to={to} className="button full">
          {w('door.recovery.done')}
        </Link>
      </p>
    </main>
  );
};
