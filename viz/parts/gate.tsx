import type { ReactNode } from 'react';
import type { Role } from '../../api/contract/route.ts';
import { useSession } from '../data/session.tsx';
import { useWords } from '../words/words.ts';
import { Link } from './link.tsx';

/** A view for some roles only; for others the way to the door. The server denies what this only hides. */
export const Gate = ({ roles, children }: { roles: readonly Role[]; children: ReactNode }) => {
  const { w } = useWords();
  const { me } = useSession();
  if (me !== null && me !== undefined && roles.includes(me.role)) return children;
  return (
    <main className="page narrow stack" id="content">
      <h1>{w('gate.title')}</h1>
      <p>{w(me === null ? 'gate.enter' : 'gate.other')}</p>
      <p>
        <Link to="/" className="button">
          {w('gate.door')}
        </Link>
      </p>
    </main>
  );
};
