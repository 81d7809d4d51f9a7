import { useEffect, useState } from 'react';
import { useHere } from '../../walk/here.ts';
import { useWords } from '../../words/words.ts';

/** Chosen here, kept here: the phone cuts the home zone out before anything is sent. */
export const HomeZone = ({ owner }: { owner: string }) => {
  const { w } = useWords();
  const here = useHere();
  const [cells, setCells] = useState<number | null>(null);
  useEffect(() => {
    let live = true;
    // The geometry of cells comes with the map's code, not with the shell.
    void import('../../walk/home-zone.ts')
      .then(({ homeZone }) => homeZone(owner))
      .then((zone) => live && setCells(zone.size));
    return () => {
      live = false;
    };
  }, [owner]);
  const choose = async () => {
    if (here === null) return;
    const { chooseHome } = await import('../../walk/home-zone.ts');
    const zone = await chooseHome(owner, here.place);
    await (await import('../../walk/use-walk.ts')).endWalk();
    setCells(zone.size);
  };
  const forget = async () => {
    const { forgetHome } = await import('../../walk/home-zone.ts');
    await forgetHome(owner);
    await (await import('../../walk/use-walk.ts')).endWalk();
    setCells(0);
  };
  return (
    <section className="card stack tight" aria-labelledby="home-title">
      <h2 id="home-title">{w('play.home.title')}</h2>
      <p className="small">{w('play.home.text')}</p>
      <output>{cells === null ? '' : w(cells > 0 ? 'play.home.on' : 'play.home.off')}</output>
      <p className="row">
        <button type="button" className="button plain" disabled={here === null} onClick={() => void choose()}>
          {w('play.home.choose')}
        </button>
        {cells !== null && cells > 0 ? (
          <button type="button" className="button plain" onClick={() => void forget()}>
            {w('play.home.forget')}
          </button>
        ) : null}
      </p>
      {here === null ? <p className="small quiet">{w('play.home.needs')}</p> : null}
    </section>
  );
};
