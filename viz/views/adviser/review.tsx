import { useState } from 'react';
import type { listReview, reviewPhoto } from '../../../api/contract/photos.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { get, newId, write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useResource } from '../../data/use-resource.ts';
import { PhotoFieldsForm } from '../../parts/photo-fields-form.tsx';
import type { PhotoFields } from '../../parts/photo-fields.ts';
import { ReadPicture } from '../../parts/read-picture.tsx';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { dayText } from '../../words/dates.ts';
import { sayOr, useWords } from '../../words/words.ts';
import { Hidden } from './hidden.tsx';

type Photo = ResponseOf<typeof listReview>['photos'][number];

const One = ({ photo, done }: { photo: Photo; done: () => void }) => {
  const { w, language } = useWords();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [key] = useState(newId);
  const decide = async (decision: 'accept' | 'reject', fields: PhotoFields | null) => {
    setFailure(null);
    try {
      await write<typeof reviewPhoto>('POST', `/review/photos/${photo.id}`, {
        body: { decision, fields },
        key,
      });
      done();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  const flags = photo.draft?.flags ?? [];
  return (
    <article className="card stack tight">
      <p className="small quiet">{w('adviser.received', { when: dayText(photo.receivedAt, language) })}</p>
      <ReadPicture
        src={`/api/v1/review/photos/${photo.id}/image`}
        alt={w('adviser.alt')}
        draft={photo.draft}
      />
      {flags.map((flag) => (
        <p key={flag} className="notice alert">
          {sayOr(`flag.${flag}`, flag)}
        </p>
      ))}
      {photo.draft === null ? null : (
        <PhotoFieldsForm
          draft={photo.draft}
          confirmed={photo.confirmed}
          submit={w('adviser.accept')}
          submitted={(fields) => void decide('accept', fields)}
        />
      )}
      {failure === null ? null : <Failed failure={failure} />}
      <button type="button" className="button plain" onClick={() => void decide('reject', null)}>
        {w('adviser.reject')}
      </button>
    </article>
  );
};

/** Photos « à vérifier » of the territory, one after the other; the finder is not named. */
export const Review = () => {
  const { w } = useWords();
  const found = useResource('review', () => get<typeof listReview>('/review/photos'));
  // The server acts on a decision a moment later: what was decided here does not come back meanwhile.
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const photos = (found.value?.photos ?? []).filter(({ id }) => !decided.has(id));
  const first = photos[0];
  return (
    <section className="stack tight" aria-labelledby="review-title">
      <h2 id="review-title">{w('adviser.review', { n: photos.length })}</h2>
      {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
      {found.loading ? <Loading /> : null}
      {found.value !== undefined && first === undefined ? <Empty why={w('adviser.none')} /> : null}
      {first === undefined ? null : (
        <One
          key={first.id}
          photo={first}
          done={() => {
            setDecided(new Set([...decided, first.id]));
            found.again();
          }}
        />
      )}
      <Hidden />
    </section>
  );
};
