import { useEffect, useState } from 'react';
import type { confirmPhoto, getPhoto } from '../../../api/contract/photos.ts';
import { get, newId, write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useSession } from '../../data/session.tsx';
import { useResource } from '../../data/use-resource.ts';
import { Link } from '../../parts/link.tsx';
import { PhotoFieldsForm } from '../../parts/photo-fields-form.tsx';
import type { PhotoFields } from '../../parts/photo-fields.ts';
import { ReadPicture } from '../../parts/read-picture.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { sayOr, useWords } from '../../words/words.ts';

const ASK_AGAIN_MS = 1_200;
const MOVING: readonly string[] = ['received', 'confirmed'];

type Props = {
  id: string;
  /** Back to taking photos. */
  again: () => void;
  /** The photo is in another state than before. */
  moved: () => void;
};

/** One photo on its way: being read, read back for correction, then an offer. */
export const PhotoFollow = ({ id, again, moved }: Props) => {
  const { w } = useWords();
  const { refresh } = useSession();
  const found = useResource(`photo ${id}`, () => get<typeof getPhoto>(`/photos/${id}`));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [key] = useState(newId);
  const photo = found.value;
  const state = photo?.state;
  const ask = found.again;
  useEffect(() => {
    if (state === undefined || !MOVING.includes(state)) return undefined;
    const timer = setInterval(ask, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [state, ask]);
  useEffect(() => {
    if (state === undefined) return;
    moved();
    if (state === 'published' || state === 'duplicate') refresh();
  }, [state, moved, refresh]);

  const confirm = async (fields: PhotoFields) => {
    setFailure(null);
    try {
      await write<typeof confirmPhoto>('POST', `/photos/${id}/confirm`, { body: { fields }, key });
      found.again();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  const code = photo?.errorCode ?? null;
  return (
    <section
      className="stack photo-follow"
      data-state={state}
      data-photo={id}
      aria-label={w('play.photo.follow')}
    >
      {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
      {photo === undefined ? (
        <Loading rows={1} />
      ) : (
        <ReadPicture src={`/api/v1/photos/${id}/image`} alt={w('play.photo.alt')} draft={photo.draft} />
      )}
      {photo === undefined ? null : (
        <output className={`notice ${state === 'published' ? 'done' : ''}`}>
          {w(`photo.state.${photo.state}.say`)}
        </output>
      )}
      {state !== undefined && MOVING.includes(state) ? (
        <progress max={100} value={photo?.progress ?? 0} aria-label={w('play.photo.reading')} />
      ) : null}
      {photo !== undefined && !photo.hasPlace ? <p className="notice">{w('play.photo.noPlace')}</p> : null}
      {state === 'read' && photo?.draft != null ? (
        <PhotoFieldsForm
          draft={photo.draft}
          submit={w('play.photo.confirm')}
          submitted={(fields) => void confirm(fields)}
        />
      ) : null}
      {failure === null ? null : <Failed failure={failure} />}
      {code === null ? null : (
        <p className="notice alert">
          {sayOr(`failure.${code}`, photo?.errorRemedy ?? '')}{' '}
          <span className="small quiet">{w('failure.code', { code })}</span>
        </p>
      )}
      {photo?.offer == null ? null : (
        <p>
          <Link to={`/play/offers/${photo.offer}`} className="button full">
            {w(state === 'duplicate' ? 'play.photo.seeSame' : 'play.photo.seeOffer')}
          </Link>
        </p>
      )}
      {photo?.offer == null || !photo.hasPlace ? null : (
        <p>
          <Link to={`/play?offer=${photo.offer}`} className="button plain full">
            {w('play.photo.onMap')}
          </Link>
        </p>
      )}
      <p>
        <button type="button" className="button plain full" onClick={again}>
          {w('play.photo.another')}
        </button>
      </p>
    </section>
  );
};
