import { Gate } from '../../parts/gate.tsx';
import { useWords } from '../../words/words.ts';
import { Invite } from './invite.tsx';
import { Merges } from './merges.tsx';
import './operator.css';
import { Quarantine } from './quarantine.tsx';
import { Runs } from './runs.tsx';
import { Sources } from './sources.tsx';

const Operator = () => {
  const { w } = useWords();
  return (
    <main className="page stack" id="content">
      <h1>{w('operator.title')}</h1>
      <Sources />
      <Quarantine />
      <Merges />
      <Runs />
      <Invite />
    </main>
  );
};

/** The operator's view: what was put aside, where offers come from, what ran, who may enter. */
const OperatorView = () => (
  <Gate roles={['operator']}>
    <Operator />
  </Gate>
);

export default OperatorView;
