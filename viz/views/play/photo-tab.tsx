import { useState } from 'react';
import type { listPhotos } from '../../../api/contract/photos.ts';
import { get } from '../../data/client.ts';
import { useSession } from '../../data/session.tsx';
import { useResource } from '../../data/use-resource.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { usePath } from '../../router.ts';
import { useWords } from '../../words/words.ts';
import { PhotoCapture } from './photo-capture.tsx';
import { PhotoFollow } from './photo-follow.tsx';
import { ownerOf } from './owner.ts';
import { PhotoLine } from './photo-line.tsx';
import './photo.css';

/** Photographs an ad in a window, and follows it until it is an offer. */
const PhotoTab = () => {
  const { w } = useWords();
  const { me } = useSession();
  const { query } = usePath();
  const [following, setFollowing] = useState<string | null>(query.get('id'));
  const photos = useResource(me?.role === 'player' ? 'photos' : null, () =>
    get<typeof listPhotos>('/photos'),
  );
  if (me?.role !== 'player') {
    return (
      <div className="page narrow">
        <p className="notice">{w('play.notPlayer')}</p>
      </div>
    );
  }
  return (
    <div className="page narrow stack">
      <h1>{w('play.photo.title')}</h1>
      {following === null ? (
        <PhotoCapture owner={ownerOf(me)} taken={setFollowing} />
      ) : (
        <PhotoFollow
          key={following}
          id={following}
          moved={photos.again}
          again={() => {
            setFollowing(null);
            photos.again();
          }}
        />
      )}
      <section className="stack tight" aria-labelledby="photos-title">
        <h2 id="photos-title">{w('play.photo.mine')}</h2>
        {photos.failure === undefined ? null : <Failed failure={photos.failure} retry={photos.again} />}
        {photos.loading ? <Loading rows={1} /> : null}
        {photos.value?.photos.length === 0 ? <p className="quiet">{w('play.photo.none')}</p> : null}
        <ul className="photo-list">
          {photos.value?.photos.map((photo) => (
            <li key={photo.id}>
              <PhotoLine photo={photo} choose={() => setFollowing(photo.id)} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
};

export default PhotoTab;
