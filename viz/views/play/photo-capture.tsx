import { useEffect, useMemo, useState } from 'react';
import type { listWindows } from '../../../api/contract/demo.ts';
import type { getDiscoveries } from '../../../api/contract/play.ts';
import { get, newId, send } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useSession } from '../../data/session.tsx';
import { useResource } from '../../data/use-resource.ts';
import { metresBetween, windTo } from '../../map/town.ts';
import { Link } from '../../parts/link.tsx';
import { Failed } from '../../parts/states.tsx';
import type { Prepared } from '../../photo/prepare.ts';
import { preparePhoto } from '../../photo/prepare.ts';
import { uploadPhoto } from '../../photo/upload.ts';
import { hereNow, useHere } from '../../walk/here.ts';
import { standAgain } from '../../walk/stood.ts';
import { distanceText } from '../../words/distance.ts';
import { useWords } from '../../words/words.ts';
import { windowsLeft } from './windows-left.ts';

const FACING_M = 60;
const SHOWN = 3;

type Step = 'idle' | 'preparing' | 'sending';

/** The camera, a file, or in the demo the window in front of the walker; then the way out of the phone. */
export const PhotoCapture = ({ owner, taken }: { owner: string; taken: (id: string) => void }) => {
  const { w } = useWords();
  const { instance } = useSession();
  useEffect(() => {
    if (instance?.demo && hereNow() === null) void standAgain(owner);
  }, [instance, owner]);
  const here = useHere();
  const [step, setStep] = useState<Step>('idle');
  const [share, setShare] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [last, setLast] = useState<{ id: string; photo: Prepared } | null>(null);
  const windows = useResource(instance?.demo ? 'windows' : null, () =>
    get<typeof listWindows>('/demo/windows'),
  );
  const found = useResource(instance?.demo ? 'discoveries' : null, () =>
    get<typeof getDiscoveries>('/play/discoveries'),
  );
  const nearest = useMemo(() => {
    if (here === null) return [];
    return windowsLeft(windows.value?.windows ?? [], found.value?.pins ?? [])
      .map((each) => ({ ...each, metres: metresBetween(here.place, each.place) }))
      .toSorted((a, b) => a.metres - b.metres)
      .slice(0, SHOWN);
  }, [windows.value, found.value, here]);

  const upload = async (id: string, photo: Prepared) => {
    setStep('sending');
    setLast({ id, photo });
    try {
      await uploadPhoto(id, photo, setShare);
      taken(id);
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setStep('idle');
    }
  };
  const take = async (file: () => Promise<Blob>, placeCell?: string) => {
    setFailure(null);
    setStep('preparing');
    setShare(0);
    let photo: Prepared;
    try {
      photo = await preparePhoto(await file(), here, placeCell);
    } catch (error) {
      const known = failureOf(error);
      setFailure(known.code === 'page' ? { ...known, code: 'PHOTO_NOT_AN_IMAGE' } : known);
      setStep('idle');
      return;
    }
    await upload(newId(), photo);
  };
  const fromWindow = (id: string, placeCell: string) =>
    take(async () => (await send(`/demo/windows/${id}`, { method: 'GET' })).blob(), placeCell);

  return (
    <section className="stack" aria-label={w('play.photo.take')}>
      <p>{w('play.photo.lead')}</p>
      {step === 'idle' ? null : (
        <output>
          <p>{w(`play.photo.step.${step}`)}</p>
          <progress
            max={1}
            value={step === 'sending' ? share : 0}
            aria-label={w(`play.photo.step.${step}`)}
          />
        </output>
      )}
      {nearest.map((each) =>
        each.metres <= FACING_M ? (
          <button
            type="button"
            key={each.id}
            className="window-front"
            disabled={step !== 'idle'}
            onClick={() => void fromWindow(each.id, each.placeCell)}
          >
            <img src={`/api/v1/demo/windows/${each.id}`} alt="" />
            <span className="button reach">{w('play.photo.window', { shop: each.title })}</span>
          </button>
        ) : null,
      )}
      {instance?.demo && nearest.every((each) => each.metres > FACING_M) ? (
        <div className="card stack tight">
          <p>{w(here === null ? 'play.photo.walkFirst' : 'play.photo.noWindow')}</p>
          <ul>
            {nearest.map((each) => (
              <li key={each.id}>
                {each.title} :{' '}
                {here === null ? null : distanceText(each.metres, windTo(here.place, each.place))}
              </li>
            ))}
          </ul>
          <p>
            <Link to="/play" className="button plain">
              {w('play.photo.toMap')}
            </Link>
          </p>
        </div>
      ) : null}
      <label className={`button full ${instance?.demo ? 'plain' : ''}`}>
        {w('play.photo.camera')}
        <input
          type="file"
          className="unseen"
          accept="image/*"
          capture="environment"
          disabled={step !== 'idle'}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file !== undefined) void take(() => Promise.resolve(file));
          }}
        />
      </label>
      <label className="button plain full">
        {w('play.photo.file')}
        <input
          type="file"
          className="unseen"
          accept="image/jpeg,image/png,image/webp"
          disabled={step !== 'idle'}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file !== undefined) void take(() => Promise.resolve(file));
          }}
        />
      </label>
      {failure === null ? null : (
        <Failed
          failure={failure}
          retry={
            last !== null && failure.code !== 'PHOTO_NOT_AN_IMAGE'
              ? () => {
                  setFailure(null);
                  void upload(last.id, last.photo);
                }
              : undefined
          }
        />
      )}
      <p className="small quiet">{w('play.photo.privacy')}</p>
    </section>
  );
};
