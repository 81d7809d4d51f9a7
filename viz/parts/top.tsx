import type { leave } from '../../api/contract/enter.ts';
import { write } from '../data/client.ts';
import { useSession } from '../data/session.tsx';
import { go, usePath } from '../router.ts';
import { setLanguage, useWords } from '../words/words.ts';
import { Link } from './link.tsx';

/** The header of every view: whose place this is, language, leaving. */
export const Top = () => {
  const { w, language } = useWords();
  const { me, refresh } = useSession();
  const { path } = usePath();
  const view = path.split('/')[1] ?? '';
  const quit = async () => {
    try {
      await write<typeof leave>('POST', '/leave');
    } finally {
      go('/');
      refresh();
    }
  };
  return (
    <header className="top">
      <Link to="/" className="brand" label={w('shell.home')}>
        <img src="/icon.svg" alt="" />
        <span>Joka</span>
      </Link>
      {view === '' ? null : <span className="where">{w(`shell.view.${view}`)}</span>}
      <div className="right">
        <button
          type="button"
          className="text-button"
          lang={language === 'fr' ? 'en' : 'fr'}
          onClick={() => setLanguage(language === 'fr' ? 'en' : 'fr')}
        >
          {language === 'fr' ? 'English' : 'Français'}
        </button>
        {me ? (
          <button type="button" className="text-button" onClick={() => void quit()}>
            {w('shell.leave')}
          </button>
        ) : null}
      </div>
    </header>
  );
};
