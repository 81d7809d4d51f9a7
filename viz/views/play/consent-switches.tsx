import { useState } from 'react';
import type { putConsent, Purpose } from '../../../api/contract/me.ts';
import { write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import type { Me } from '../../data/session.tsx';
import { useSession } from '../../data/session.tsx';
import { Failed } from '../../parts/states.tsx';
import { dayText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';
import { textVersion } from './consents.ts';

const PURPOSES: readonly Purpose[] = ['play_position', 'research', 'share_adviser'];

/** Three consents, each off until given, each switched back as easily. */
export const ConsentSwitches = ({ me }: { me: Me }) => {
  const { w, language } = useWords();
  const { refresh } = useSession();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [asked, setAsked] = useState<{ purpose: Purpose; given: boolean } | null>(null);
  const change = async (purpose: Purpose, given: boolean) => {
    setAsked({ purpose, given });
    setFailure(null);
    try {
      await write<typeof putConsent>('PUT', '/me/consents', {
        body: { purpose, given, textVersion: textVersion(purpose, language) },
      });
      refresh();
      setAsked(null);
    } catch (error) {
      setFailure(failureOf(error));
      setAsked(null);
    }
  };
  return (
    <section className="card stack tight" aria-labelledby="consents-title">
      <h2 id="consents-title">{w('play.consents.title')}</h2>
      <p className="small quiet">{w('play.consents.lead')}</p>
      {failure === null ? null : <Failed failure={failure} />}
      {PURPOSES.map((purpose) => {
        const consent = me.consents.find((each) => each.purpose === purpose);
        return (
          <div key={purpose}>
            <label className="switch">
              <span>{w(`play.consent.name.${purpose}`)}</span>
              <input
                type="checkbox"
                checked={asked?.purpose === purpose ? asked.given : (consent?.given ?? false)}
                disabled={asked !== null && asked.purpose !== purpose}
                onChange={(event) => void change(purpose, event.target.checked)}
              />
            </label>
            <p className="small quiet">
              {w(`play.consent.text.${purpose}`)}
              {consent?.at == null
                ? null
                : ` ${w(consent.given ? 'play.consent.since' : 'play.consent.until', { day: dayText(consent.at, language) })}`}
            </p>
          </div>
        );
      })}
    </section>
  );
};
