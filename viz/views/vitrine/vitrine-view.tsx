import { useState } from 'react';
import type { hideOffer } from '../../../api/contract/hidden.ts';
import type { getOffer } from '../../../api/contract/offers.ts';
import { get, write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useResource } from '../../data/use-resource.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { usePath } from '../../router.ts';
import { useWords } from '../../words/words.ts';

/** For a shop, without account: the ad that was photographed in its window, and one button that hides it at once. */
const VitrineView = () => {
  const { w } = useWords();
  const { path } = usePath();
  const id = path.split('/')[2] ?? '';
  const found = useResource(`vitrine/${id}`, () => get<typeof getOffer>(`/offers/${id}`));
  const [hidden, setHidden] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const hide = async () => {
    setFailure(null);
    try {
      await write<typeof hideOffer>('POST', `/offers/${id}/hide`, {});
      setHidden(true);
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  const offer = found.value;
  return (
    <main className="page narrow stack" id="content">
      <h1>{w('vitrine.title')}</h1>
      {found.loading ? <Loading /> : null}
      {found.failure === undefined || hidden ? null : <Failed failure={found.failure} retry={found.again} />}
      {offer === undefined ? null : (
        <article className="card stack tight">
          <h2>{offer.title}</h2>
          {offer.employer === null ? null : <p>{offer.employer}</p>}
        </article>
      )}
      {hidden ? (
        <output className="notice done">{w('vitrine.hidden')}</output>
      ) : offer?.origin === 'photo' ? (
        <>
          <p>{w('vitrine.say')}</p>
          <button type="button" className="button" onClick={() => void hide()}>
            {w('vitrine.hide')}
          </button>
        </>
      ) : null}
      {failure === null ? null : <Failed failure={failure} />}
    </main>
  );
};

export default VitrineView;
