import type { getPortrait } from '../../../api/contract/territory.ts';
import { get } from '../../data/client.ts';
import { useResource } from '../../data/use-resource.ts';
import { Gate } from '../../parts/gate.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { momentText } from '../../words/dates.ts';
import { sayOr, useWords } from '../../words/words.ts';
import { Communes } from './communes.tsx';
import { PersonFigures } from './person-figures.tsx';
import { Share } from './share.tsx';
import { ShareTable } from './share-table.tsx';
import './territory.css';

const Territory = () => {
  const { w, language } = useWords();
  const portrait = useResource('portrait', () => get<typeof getPortrait>('/territory/portrait'));
  const p = portrait.value;
  if (portrait.failure !== undefined) {
    return (
      <main className="page narrow" id="content">
        <Failed failure={portrait.failure} retry={portrait.again} />
      </main>
    );
  }
  if (p === undefined) {
    return (
      <main className="page" id="content">
        <Loading />
      </main>
    );
  }
  const reference = p.reference?.name ?? null;
  return (
    <main className="page stack territory" id="content">
      <div className="stack tight">
        <h1>{w('territory.title', { name: p.territory.name })}</h1>
        <p className="quiet">
          {w('territory.at', { when: momentText(p.at, language) })}{' '}
          {reference === null ? w('territory.noReference') : w('territory.reference', { name: reference })}
        </p>
        <p className="row">
          <button type="button" className="button plain" onClick={() => window.print()}>
            {w('territory.print')}
          </button>
        </p>
      </div>
      <section className="tiles" aria-label={w('territory.tiles')}>
        <div className="card tile">
          <p className="tile-name">{w('territory.open')}</p>
          <p className="tile-figure number">{w('plain.n', { n: p.open.n })}</p>
          <p className="small quiet">{w('territory.before', { n: p.open.before })}</p>
        </div>
        <Share share={p.windowOnly} of={p.open.n} name={w('territory.windowOnly')} reference={reference} />
        <Share share={p.beginners} of={p.open.n} name={w('territory.beginners')} reference={reference} />
        <div className="card tile">
          <p className="tile-name">{w('territory.deserts')}</p>
          <p className="tile-figure number">{w('plain.n', { n: p.withoutOffers.length })}</p>
          <p className="small quiet">
            {p.withoutOffers.length === 0
              ? w('territory.noDeserts')
              : p.withoutOffers.map(({ name }) => name).join(', ')}
          </p>
        </div>
      </section>
      <section className="portrait" aria-label={w('territory.portrait')}>
        <ShareTable shares={p.byTrade} caption={w('territory.byTrade')} reference={reference} limit={10} />
        <ShareTable
          shares={p.byContract}
          caption={w('territory.byContract')}
          reference={reference}
          word={(key, given) => sayOr(`contract.${key}`, given)}
        />
        <ShareTable shares={p.bySource} caption={w('territory.bySource')} reference={reference} />
        <ShareTable
          shares={p.byPrecision}
          caption={w('territory.byPrecision')}
          reference={reference}
          word={(key, given) => sayOr(`precision.${key}`, given)}
        />
        <ShareTable
          shares={p.byAge}
          caption={w('territory.byAge')}
          reference={reference}
          word={(key, given) => sayOr(`age.${key}`, given)}
        />
        <Communes communes={p.communes} without={p.withoutOffers} />
      </section>
      <PersonFigures />
    </main>
  );
};

/** The institution's view: a portrait that needs no player, then what participants' figures may be shown. */
const TerritoryView = () => (
  <Gate roles={['institution']}>
    <Territory />
  </Gate>
);

export default TerritoryView;
