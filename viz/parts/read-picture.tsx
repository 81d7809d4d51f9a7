import { useWords } from '../words/words.ts';
import type { PhotoDraft } from './photo-fields.ts';
import './read-picture.css';

/** The picture with the lines that were read marked on it, and the text read back beneath. */
export const ReadPicture = ({ src, alt, draft }: { src: string; alt: string; draft: PhotoDraft | null }) => {
  const { w } = useWords();
  return (
    <figure className="read-picture">
      <span className="read-frame">
        <img src={src} alt={alt} />
        {draft === null ? null : (
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            {draft.lines.map(({ box }) => (
              <rect
                key={`${box.x} ${box.y} ${box.width}`}
                x={box.x * 100}
                y={box.y * 100}
                width={box.width * 100}
                height={box.height * 100}
              />
            ))}
          </svg>
        )}
      </span>
      {draft === null ? null : (
        <details className="card" open>
          <summary>{w('photo.text', { n: Math.round(draft.confidence * 100) })}</summary>
          <p className="read-text">
            {draft.lines.length === 0 ? w('photo.noText') : draft.lines.map(({ text }) => text).join('\n')}
          </p>
        </details>
      )}
    </figure>
  );
};
