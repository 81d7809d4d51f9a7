import { useState } from 'react';
import type { confirmMeeting, getCode, getMeetings } from '../../../api/contract/acts.ts';
import { get, write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useResource } from '../../data/use-resource.ts';
import { Failed } from '../../parts/states.tsx';
import { hourText, momentText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';

/** Meetings that young people say took place: they count when both sides say so. */
export const Meetings = () => {
  const { w, language } = useWords();
  const meetings = useResource('meetings', () => get<typeof getMeetings>('/play/meetings'));
  const [asked, setAsked] = useState(false);
  const code = useResource(asked ? 'code' : null, () => get<typeof getCode>('/play/code'));
  const [failure, setFailure] = useState<Failure | null>(null);
  const confirm = async (id: string) => {
    setFailure(null);
    try {
      await write<typeof confirmMeeting>('POST', `/play/meetings/${id}/confirm`);
      meetings.again();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  const list = meetings.value?.meetings ?? [];
  return (
    <section className="card stack tight" aria-labelledby="meetings-title">
      <h2 id="meetings-title">{w('adviser.meetings')}</h2>
      {meetings.failure === undefined ? null : <Failed failure={meetings.failure} retry={meetings.again} />}
      {code.failure === undefined ? null : <Failed failure={code.failure} retry={code.again} />}
      {failure === null ? null : <Failed failure={failure} />}
      {list.length === 0 ? <p className="quiet">{w('adviser.noMeetings')}</p> : null}
      <ul className="stack tight">
        {list.map((meeting) => (
          <li key={meeting.id} className="row spread">
            <span>{w('adviser.met', { when: momentText(meeting.at, language) })}</span>
            <button type="button" className="button plain" onClick={() => void confirm(meeting.id)}>
              {w('adviser.confirm')}
            </button>
          </li>
        ))}
      </ul>
      {code.value === undefined ? (
        <p>
          <button type="button" className="button plain" onClick={() => setAsked(true)}>
            {w('adviser.code')}
          </button>
        </p>
      ) : (
        <output>
          <strong className="my-code">{code.value.code}</strong>{' '}
          {w('adviser.codeUntil', { hour: hourText(new Date(code.value.until).getTime(), language) })}
        </output>
      )}
    </section>
  );
};
