import { createHash } from 'node:crypto';
import type { PhotoCorrection, PhotoDraft } from '../../game/photo.ts';
import type { Contact } from '../offers/draft.ts';
import { CONTACT_DAYS, saveContacts } from '../offers/contacts.ts';
import { offerId } from '../offers/content-hash.ts';
import { recordHistory } from '../offers/history.ts';
import { publicText } from './ad-text.ts';
import { typedEmail, typedPhone } from './answer.ts';
import { communeAt } from './commune.ts';
import type { PhotoDeps } from './deps.ts';
import { findDouble } from './doubles.ts';
import { placeOfPhoto, type PhotoRow } from './photo-row.ts';
import { isTombstoned } from './tombstone.ts';
import { TRADES } from './understand/trades.ts';

const SOURCE = 'vitrine';

const blankToNull = (text: string | null): string | null =>
  text === null || text.trim() === '' ? null : text.trim();

/** Posters shout: a title in capitals only is written as a sentence. */
const calm = (title: string): string =>
  /\p{Ll}/u.test(title) ? title : title.slice(0, 1) + title.slice(1).toLocaleLowerCase('fr');

/** The trade's name: as read, as the title says, or the only one of its code; several share some codes. */
const tradeLabel = (draft: PhotoDraft, { rome, title }: PhotoCorrection): string | null => {
  const read = draft.trades.find((trade) => trade.rome === rome);
  const named = TRADES.filter((trade) => trade.rome === rome);
  const only = named.length === 1 ? named[0] : undefined;
  return (read ?? named.find(({ label }) => label === title) ?? only)?.label ?? null;
};

const beginnerOf = (draft: PhotoDraft): boolean | null => {
  const said = draft.conditions.map(({ value }) => value);
  if (said.includes('Débutant accepté')) return true;
  return said.includes('Expérience exigée') ? false : null;
};

/**
 * Writes the offer of a photo with its contact and history, in one transaction; or finds the same ad, already known,
 * and notes that it was seen again; null when its shop asked that it is not shown. The same submission always gives the same offer id, so a second run adds nothing.
 */
export const publishPhoto = async (
  { db, clock }: PhotoDeps,
  photo: PhotoRow,
  draft: PhotoDraft,
  answer: PhotoCorrection,
): Promise<{ offer: string; duplicate: boolean } | null> => {
  const at = new Date(clock.now()).toISOString();
  const id = offerId(SOURCE, photo.id);
  const place = placeOfPhoto(photo.placeCell);
  const text = publicText(draft);
  const contact: Contact = { phone: typedPhone(answer.phone), email: typedEmail(answer.email), person: null };
  const shown = {
    title: calm(answer.title.trim()),
    description: text,
    employer: blankToNull(answer.employer),
    contract: answer.contract,
    rome: answer.rome,
    trade_label: tradeLabel(draft, answer),
    hours: blankToNull(answer.hours),
    salary: blankToNull(answer.salary),
    beginner: beginnerOf(draft),
    place_label: blankToNull(answer.address),
    lat: place?.lat ?? null,
    lng: place?.lng ?? null,
  };
  return db.offers.transaction().execute(async (trx) => {
    // whatever contact has outlived its offer's last sighting goes now, of any source
    await trx.deleteFrom('offers.contacts').where('expires_at', '<=', new Date(clock.now())).execute();
    const known = await trx.selectFrom('offers.offers').select('id').where('id', '=', id).executeTakeFirst();
    if (known) return { offer: id, duplicate: false };
    const asked = { ...shown, territory: photo.territory, text, phone: contact.phone };
    if (await isTombstoned(trx, asked)) return null;
    const double =
      place === null
        ? null
        : await findDouble(trx, {
            id,
            territory: photo.territory,
            lat: place.lat,
            lng: place.lng,
            title: shown.title,
            employer: shown.employer,
            text,
            phone: contact.phone,
          });
    if (double !== null) {
      const mark = createHash('sha256').update(`sighting/${photo.id}`).digest('hex');
      await trx
        .insertInto('offers.sightings')
        .values({ offer: double, mark, day: at.slice(0, 10) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await trx.updateTable('offers.offers').set({ retrieved_at: at }).where('id', '=', double).execute();
      await trx
        .updateTable('offers.contacts')
        .set({ expires_at: new Date(clock.now() + CONTACT_DAYS * 86_400_000) })
        .where('offer', '=', double)
        .execute();
      return { offer: double, duplicate: true };
    }
    const source = await trx
      .selectFrom('offers.sources')
      .select(['licence', 'attribution'])
      .where('id', '=', SOURCE)
      .executeTakeFirstOrThrow();
    const commune = await communeAt(trx, photo.territory, place);
    await trx
      .insertInto('offers.offers')
      .values({
        ...shown,
        ...source,
        id,
        source: SOURCE,
        external_id: photo.id,
        origin: 'photo',
        precision: place === null ? 'none' : 'photo',
        cell: place?.cell ?? null,
        place_label: shown.place_label ?? commune?.name ?? null,
        commune: commune?.code ?? null,
        department: commune?.department ?? null,
        territory: photo.territory,
        retrieved_at: at,
        created_at: at,
        updated_at: at,
        content_sha256: createHash('sha256').update(JSON.stringify(shown)).digest('hex'),
        flags: draft.flags,
      })
      .execute();
    await saveContacts(trx, at, [
      { offer: id, contact: contact.phone === null && contact.email === null ? null : contact },
    ]);
    await recordHistory(trx, at, null, [{ offer: id, change: 'created', reason: 'photo' }]);
    return { offer: id, duplicate: false };
  });
};
