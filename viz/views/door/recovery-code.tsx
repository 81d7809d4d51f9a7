import { Link } from '../../parts/link.tsx';
import { useWords } from '../../words/words.ts';

/** Shown once: the code that gives the account back when the phone is lost. */
export const RecoveryCode = ({ code, to }: { code: string; to: string }) => {
  const { w } = useWords();
  return (
    <main className="page narrow stack" id="content">
      <h1>{w('door.recovery.title')}</h1>
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
