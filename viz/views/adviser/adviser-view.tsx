import type { Role } from '../../../api/contract/route.ts';
import { useSession } from '../../data/session.tsx';
import { Gate } from '../../parts/gate.tsx';
import { Link } from '../../parts/link.tsx';
import { useWords } from '../../words/words.ts';
import { Cards } from './cards.tsx';
import { AddFile } from './files/add-file.tsx';
import { InviteJoker } from './invite-joker.tsx';
import { Meetings } from './meetings.tsx';
import { RallyCodes } from './rally-codes.tsx';
import { Review } from './review.tsx';

const Parts = ({ role }: { role: Role }) => {
  if (role === 'joker') return <Review />;
  if (role === 'institution')
    return (
      <>
        <RallyCodes />
        <InviteJoker />
      </>
    );
  return (
    <>
      <Review />
      <AddFile />
      <Meetings />
      <Cards />
      <RallyCodes />
      <InviteJoker />
    </>
  );
};

const Adviser = () => {
  const { w } = useWords();
  const { me } = useSession();
  return (
    <main className="page narrow stack" id="content">
      <h1>{w('adviser.title')}</h1>
      {me ? <Parts role={me.role} /> : null}
      <p className="not-printed">
        <Link to="/account">{w('account.title')}</Link>
      </p>
    </main>
  );
};

/**
 * The adviser's view: photos to check, meetings to confirm, cards and codes for young people, volunteers to invite.
 * An institution finds codes and volunteers here, a volunteer the photos.
 */
const AdviserView = () => (
  <Gate roles={['adviser', 'joker', 'institution']}>
    <Adviser />
  </Gate>
);

export default AdviserView;
