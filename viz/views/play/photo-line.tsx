import type { Photo } from '../../photo/upload.ts';
import { momentText } from '../../words/dates.ts';
import { useWords } from '../../words/words.ts';

/** One earlier photo and where it stands. */
export const PhotoLine = ({ photo, choose }: { photo: Photo; choose: () => void }) => {
  const { w, language } = useWords();
  const title = photo.confirmed?.title ?? photo.draft?.title?.value ?? w('play.photo.untitled');
  return (
    <button type="button" className="card photo-line" onClick={choose}>
      <span>
        <strong>{title}</strong>
        <br />
        <span className="small quiet">{momentText(photo.receivedAt, language)}</span>
      </span>
      <span
        className={`chip ${photo.state === 'published' ? 'done' : photo.state === 'failed' ? 'alert' : ''}`}
      >
        {w(`photo.state.${photo.state}`)}
      </span>
    </button>
  );
};
