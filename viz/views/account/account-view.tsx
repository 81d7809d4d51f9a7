import { useSession } from '../../data/session.tsx';
import { Gate } from '../../parts/gate.tsx';
import { useWords } from '../../words/words.ts';
import { Passkeys } from './passkeys.tsx';

/** The account of a member of staff: ways in, and everything held about them. Players have it under « Moi ». */
const AccountView = () => {
  const { w } = useWords();
  const { me } = useSession();
  return (
    <Gate roles={me ? [me.role] : []}>
      <main className="page narrow stack" id="content">
        <h1>{w('account.title')}</h1>
        <Passkeys />
        <section className="card stack tight" aria-labelledby="account-data">
          <h2 id="account-data">{w('account.data')}</h2>
          <p>
            <a className="button plain" href="/api/v1/me/export" download="joka.json">
              {w('account.export')}
            </a>
          </p>
        </section>
      </main>
    </Gate>
  );
};

export default AccountView;
