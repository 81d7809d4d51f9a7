import { useSession } from '../../data/session.tsx';
import { QrCode } from '../../parts/qr-code.tsx';
import { dayText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';
import { givenAddress } from '../door/given.ts';
import type { Given } from '../door/given.ts';
import './sheet.css';

/** One card or poster: the code, its QR, the territory, the last day. Nothing about a person. */
export type Printed = Given & { readonly expiresAt: string };

type Props = { items: readonly Printed[]; form: 'cards' | 'poster' };

/** What is printed and cut, or hung on a wall. On paper only this is left of the page. */
export const Sheet = ({ items, form }: Props) => {
  const { w, language } = useWords();
  const { me } = useSession();
  const where = me?.territory?.name ?? '';
  return (
    <section className="stack tight" aria-label={w('adviser.sheet')}>
      <p className="row">
        <button type="button" className="button" onClick={() => window.print()}>
          {w('adviser.print')}
        </button>
      </p>
      <ul className={`sheet ${form}`}>
        {items.map((item) => (
          <li key={item.code} className="sheet-card">
            <QrCode text={givenAddress(window.location.origin, item)} alt={w('adviser.qr')} />
            <div className="sheet-words">
              <strong className="sheet-title">
                {w(form === 'cards' ? 'adviser.card.title' : 'adviser.poster.title', { where })}
              </strong>
              <span className="sheet-how">{w(`adviser.card.how.${item.way}`)}</span>
              <span className="sheet-address">{window.location.host}</span>
              <code className="sheet-code">{item.code}</code>
              <span className="small quiet">
                {w('adviser.cards.until', { day: dayText(item.expiresAt, language) })}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};
