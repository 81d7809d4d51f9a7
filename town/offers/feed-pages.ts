import { COMMUNES } from '../plan/communes.ts';
import { toDegrees } from '../plan/projection.ts';
import { isOpen } from './offers.ts';
import type { TownOffer } from './offers.ts';

/** One page as the France Travail API answers it, with the name and the range of a recorded page. */
export type FeedPage = { readonly name: string; readonly contentRange: string; readonly body: string };

const PAGE = 150;
const TYPES = {
  cdi: ['CDI', 'Contrat à durée indéterminée', 'Contrat travail'],
  cdd: ['CDD', 'Contrat à durée déterminée - 6 Mois', 'Contrat travail'],
  interim: ['MIS', 'Mission intérimaire - 3 Mois', 'Contrat travail'],
  apprenticeship: ['CDD', 'Contrat à durée déterminée - 24 Mois', 'Contrat apprentissage'],
} as const;

const item = (offer: TownOffer): object => {
  const { employer, trade } = offer;
  const commune = COMMUNES.find((c) => c.code === employer.commune);
  const [type, label, nature] = TYPES[offer.contract];
  const at = toDegrees(commune?.centre ?? { x: 0, y: 0 });
  const round = (n: number): number => Math.round(n * 1e6) / 1e6;
  return {
    id: offer.externalId,
    intitule: trade.title,
    description: `${employer.name} recherche : ${trade.title}. ${trade.tasks} ${label}, ${offer.hours.toLowerCase()}. Lieu de travail : ${employer.address}, ${commune?.name ?? ''}.`,
    dateCreation: new Date(offer.createdAt).toISOString(),
    dateActualisation: new Date(offer.createdAt).toISOString(),
    lieuTravail: {
      libelle: `99 - ${commune?.name ?? ''}`,
      latitude: round(at.lat),
      longitude: round(at.lng),
      codePostal: commune?.postcode ?? '',
      commune: employer.commune,
    },
    romeCode: trade.rome,
    romeLibelle: trade.label,
    appellationlibelle: trade.title.replace(' (H/F)', ''),
    entreprise: { nom: employer.name, entrepriseAdaptee: false },
    typeContrat: type,
    typeContratLibelle: label,
    natureContrat: nature,
    experienceExige: offer.beginner ? 'D' : 'E',
    experienceLibelle: offer.beginner ? 'Débutant accepté' : '1 an',
    salaire: offer.salary === null ? {} : { libelle: offer.salary },
    dureeTravailLibelle: offer.hours,
    dureeTravailLibelleConverti: offer.fullTime ? 'Temps plein' : 'Temps partiel',
    alternance: offer.contract === 'apprenticeship',
    nombrePostes: 1,
    accessibleTH: false,
    contact: {
      nom: employer.name,
      coordonnees1: employer.phone,
      courriel: employer.email,
    },
    origineOffre: {
      origine: '1',
      urlOrigine: `https://emploi.val-de-scarbe.example/offre/${offer.externalId}`,
    },
  };
};

/** What the town's feed answers at an instant: all offers open then, in pages of 150. */
export const feedPages = (offers: readonly TownOffer[], at: number): FeedPage[] => {
  const open = offers.filter((o) => isOpen(o, at));
  const day = new Date(at).toISOString().slice(0, 10);
  return Array.from({ length: Math.max(1, Math.ceil(open.length / PAGE)) }, (_, k) => {
    const slice = open.slice(k * PAGE, (k + 1) * PAGE);
    const last = k * PAGE + Math.max(0, slice.length - 1);
    return {
      name: `offres-${day}.${k * PAGE}-${k * PAGE + PAGE - 1}.json`,
      contentRange: `offres ${k * PAGE}-${last}/${open.length}`,
      body: JSON.stringify({ resultats: slice.map(item) }),
    };
  });
};
