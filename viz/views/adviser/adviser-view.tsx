import { Gate } from '../../parts/gate.tsx';
import { useWords } from '../../words/words.ts';
import { Cards } from './cards.tsx';
import { Meetings } from './meetings.tsx';
import { Review } from './review.tsx';

const Adviser = () => {
  const { w } = useWords();
  return (
    <main className="page narrow stack" id="content">
      <h1>{w('adviser.title')}</h1>
      <Review />
      <Meetings />
      <Cards />
    </main>
  );
};

/** The adviser's view: photos to check, meetings to confirm, cards for young people. */
const AdviserView = () => (
  <Gate roles={['adviser']}>
    <Adviser />
  </Gate>
);

export default AdviserView;
