import { isObject, readFields } from '../row-reader.ts';
import type { RawObject } from '../row-reader.ts';

/** What we read of an "Offre" of Offres d'emploi v2; all else stays in the raw page. Absent is null. */
export type FranceTravailOffer = {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly createdAt: string;
  readonly updatedAt: string | null;
  readonly place: {
    readonly label: string | null;
    readonly lat: number | null;
    readonly lng: number | null;
    readonly postalCode: string | null;
    readonly commune: string | null;
  };
  readonly rome: string | null;
  readonly romeLabel: string | null;
  readonly appellation: string | null;
  readonly employer: string | null;
  readonly contractType: string | null;
  readonly contractLabel: string | null;
  readonly contractNature: string | null;
  readonly alternance: boolean;
  /** D beginner accepted, S experience wished, E required. */
  readonly experience: string | null;
  readonly salary: string | null;
  readonly salaryComment: string | null;
  readonly hours: string | null;
  readonly workingTime: string | null;
  readonly contactName: string | null;
  readonly contactLines: readonly string[];
  readonly applyUrl: string | null;
  readonly originUrl: string | null;
  readonly partnerUrl: string | null;
  /** Name of the partner that brought it; null for France Travail's own. */
  readonly partner: string | null;
  /** Addresses of all partners that show it. */
  readonly links: readonly string[];
  readonly experienceLabel: string | null;
  readonly posts: number | null;
  readonly accessible: boolean | null;
  readonly licences: readonly { readonly label: string; readonly demand: string | null }[];
  readonly diplomas: readonly { readonly label: string; readonly demand: string | null }[];
};

/** Longest texts let through; the longest description of the recorded pages has under 10,000 characters. */
export const LIMITS = { title: 500, description: 60_000 } as const;

const ID = /^[\w-]{1,64}$/;

/** The id alone, for rows refused for another reason; null when unreadable. */
export const franceTravailId = (row: RawObject): string | null => {
  const id = row['id'];
  return typeof id === 'string' && ID.test(id) ? id : null;
};

/**
 * Checks the fields we read of one row.
 * @param place `<page>/resultats[<i>]`
 * @throws JokaError FEED_FIELD_* naming the field; only id, title and creation date are required
 */
export const readFranceTravailOffer = (row: RawObject, place: string): FranceTravailOffer => {
  const top = readFields(row, place);
  const work = readFields(top.object('lieuTravail'), `${place}.lieuTravail`);
  const company = readFields(top.object('entreprise'), `${place}.entreprise`);
  // absent, an object, or (seen by others) an empty list
  const pay = readFields(isObject(row['salaire']) ? row['salaire'] : {}, `${place}.salaire`);
  const contact = readFields(top.object('contact'), `${place}.contact`);
  const agency = readFields(top.object('agence'), `${place}.agence`);
  const origin = readFields(top.object('origineOffre'), `${place}.origineOffre`);
  const partners = origin
    .list('partenaires')
    .filter(isObject)
    .map((each, i) => readFields(each, `${place}.origineOffre.partenaires[${i}]`));
  const demands = (field: string, label: string) =>
    top
      .list(field)
      .filter(isObject)
      .map((each, i) => readFields(each, `${place}.${field}[${i}]`))
      .map((each) => ({ label: each.text(label, 300) ?? '', demand: each.text('exigence', 10) }));
  const id = top.needText('id', 64);
  return {
    id: ID.test(id) ? id : encodeURIComponent(id).replaceAll('%', '_').slice(0, 64),
    title: top.needText('intitule', LIMITS.title),
    description: top.text('description', LIMITS.description),
    createdAt: top.needInstant('dateCreation'),
    updatedAt: top.instant('dateActualisation'),
    place: {
      label: work.text('libelle', 300),
      lat: work.number('latitude'),
      lng: work.number('longitude'),
      postalCode: work.text('codePostal', 10),
      commune: work.text('commune', 10),
    },
    rome: top.text('romeCode', 10),
    romeLabel: top.text('romeLibelle', 300),
    appellation: top.text('appellationlibelle', 300),
    employer: company.text('nom', 300),
    contractType: top.text('typeContrat', 20),
    contractLabel: top.text('typeContratLibelle', 200),
    contractNature: top.text('natureContrat', 200),
    alternance: top.boolean('alternance') ?? false,
    experience: top.text('experienceExige', 10),
    salary: pay.text('libelle', 300),
    salaryComment: pay.text('commentaire', 1000),
    hours: top.text('dureeTravailLibelle', 300),
    workingTime: top.text('dureeTravailLibelleConverti', 300),
    contactName: contact.text('nom', 300),
    contactLines: [
      contact.text('telephone'),
      contact.text('courriel'),
      contact.text('coordonnees1'),
      contact.text('coordonnees2'),
      contact.text('coordonnees3'),
      contact.text('commentaire'),
      agency.text('telephone'),
      agency.text('courriel'),
    ].filter((line) => line !== null),
    applyUrl: contact.text('urlPostulation'),
    originUrl: origin.text('urlOrigine'),
    partnerUrl: partners[0]?.text('url') ?? null,
    partner: partners[0]?.text('nom', 200) ?? null,
    links: partners.map((partner) => partner.text('url')).filter((url) => url !== null),
    experienceLabel: top.text('experienceLibelle', 300),
    posts: top.number('nombrePostes'),
    accessible: top.boolean('accessibleTH'),
    licences: demands('permis', 'libelle'),
    diplomas: demands('formations', 'niveauLibelle'),
  };
};
