import { fold } from '../understand/fold.ts';
import { TRADES } from '../understand/trades.ts';

/** Words that window ads use, folded: of two readings of a word the one that stands here is taken. */
const ADS =
  'a accepte acceptee accepter accueil adresser agent ajoutes alternance ambiance anglais appeler apprecie apprenti ' +
  'apprentie apprentissage apres assuree atelier au avantages avec banque boucherie boulangerie boutique brasserie brut ' +
  'bureau cafe caisse candidature cap cdd cdi centre cherche cherchons chez client clients coiffure competences conges ' +
  'consecutifs contact contacter contrat coupure cuisine cv dans de debut debutant debutante demander deposer deposez des ' +
  'diplome disponible domicile du dynamique embauche emploi en entretien envoyer envoyez epicerie equipe etudiant ' +
  'etudiante etudiants et euros evolutif exige exigee experience extra feries fin formation garage gerant heures horaires ' +
  'hotel immediat immediate immediatement indispensable institut interim interieur jeudi jour jours la le les lettre ' +
  'libre logement loge lundi mail magasin maison mardi matin mercredi midi mission mois motivation motive motivee ' +
  'mutuelle ne net notre nous nuit offre offres on ou par partiel permis pharmacie pizzeria plein polyvalent polyvalente ' +
  'ponctuel ponctuelle possibilite possible poste postes pour pourvoir presenter presse pressing primes prise ' +
  'professionnalisation recherche rechercher recherchons recrute recrutement recrutons rejoignez rejoins remplacement ' +
  'remuneration renseignements repos responsable restaurant rue saison saisonnier saisonniers salaire salon samedi se ' +
  'secretaire selon semaine serieux serieuse service smic soir soiree souhaitee souriant stage suite supermarche sur tel ' +
  'telephone telephoner temps tickets travail urgent vacances vehicule vendredi week end avenue boulevard place';

const KNOWN = new Set([
  ...ADS.split(' '),
  ...TRADES.flatMap(({ spellings }) => spellings).flatMap((spelling) => spelling.split(/[^a-z]+/)),
]);

const ELIDED = new Set(['l', 'd', 's', 'n', 'c', 'j', 'm', 't', 'qu']);

/** Is it a word that ads use, an elided article before it or not? Accents and case are ignored. */
export const isAdWord = (word: string): boolean => {
  const [before, after] = fold(word).split("'");
  const last = (after ?? before ?? '').replaceAll(/[^a-z]/g, '');
  return KNOWN.has(last) && (after === undefined || ELIDED.has((before ?? '').replaceAll(/[^a-z|\\]/g, '')));
};

/** Strokes that both engines may take for one another where French leaves no doubt: `I'intérieur`, `\e`, `CD1`. */
export const mended = (text: string): string =>
  text
    .replaceAll(/(?<![\p{L}\p{N}])[I|\\1](?=['’][\p{Ll}])/gu, 'l')
    .replaceAll(/(?<![\p{L}\p{N}])\\(?=[aeu]\b)/gu, 'l')
    .replaceAll(/(?<![\p{L}\p{N}])CD[1l|](?![\p{L}\p{N}])/gu, 'CDI');
