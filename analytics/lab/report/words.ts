/** Sentences of the report. French first; a sentence states an association with n and interval, never a cause. */
const FR = {
  title: 'Rapport d’étude',
  guesses: 'Ce qui a été deviné',
  guessesNone: 'Rien n’a été deviné sur les fichiers.',
  guess: '{table} : {about} = {taken}, parce que {because}. Pour dire autrement : {flag}.',
  departures: 'Écarts au plan',
  departuresNone: 'Aucun écart au plan du {date}.',
  noPlan: 'Aucun plan daté n’a été donné : les points de coupe sont ceux par défaut ou choisis en regardant.',
  departure: '{parameter} : prévu {planned}, utilisé {used}.',
  flow: 'Qui a participé',
  flowSentence: '{first} personnes au départ, {last} à la dernière étape.',
  missing: 'Données manquantes',
  missingSentence:
    'Part de lignes personne-semaine sans valeur, par mesure et raison. Une valeur vide n’est jamais un zéro.',
  rows: 'Lignes lues',
  measures: 'Mesures',
  measuresSentence:
    'Une valeur par personne : la moyenne de ses semaines observées. Intervalles à 95 %, tirés sur les personnes.',
  groups: 'Comparaison des groupes',
  none: '{what} : pas de différence mesurable (n {na} et {nb} ; intervalle {interval}).',
  some: '{what} : écart de {difference} ({a} moins {b}, n {na} et {nb} ; intervalle {interval}). C’est une association, pas un effet.',
  noneOf: 'Pas de différence mesurable : {names}.',
  byChance:
    'Écart seul, que {n} comparaisons suffisent à produire par hasard (p de Holm ≥ 0,05), donc pas retenu : {names}.',
  family: '{n} comparaisons dans la famille : p de Holm et de Benjamini-Hochberg à côté de chaque p.',
  profiles: 'Les quatre profils',
  profilesSentence:
    'Stable à partir de {stability} des jours en emploi stable ; mobile à partir de {mobility} ({measure}). {observed} fenêtres avec profil sur {all}.',
  transitions: 'Passages d’un profil à l’autre',
  transitionsSentence:
    'Entre deux fenêtres qui se suivent ; part des passages au départ d’un profil, intervalle par personne.',
  survival: 'Temps jusqu’à : {event}',
  survivalSentence: '{n} personnes, {events} événements ; médiane {median} jours (intervalle {interval}).',
  rmst: 'Temps moyen sans l’événement jusqu’à {horizon} jours',
  cox: 'Modèle de Cox',
  coxSentence:
    'Covariables de la fenêtre précédente seulement. {rows} lignes, {clusters} personnes, {events} événements ; erreurs groupées par personne.',
  coxFailed: 'Le modèle de Cox n’a pas pu être estimé : {why}',
  proportional: 'Proportionnalité : {verdict} (p global {p}).',
  proportionalKept: 'rien ne la contredit',
  proportionalBroken: 'elle ne tient pas, le rapport de risque change avec le temps',
  ties: 'Liens : part et valeur',
  tiesSentence:
    'Un lien est faible en intensité avec au plus {weak} contacts sur {days} jours. Attribution : {how}. Les deux côtés se lisent ensemble.',
  tiesNamed: 'le lien que l’événement nomme',
  tiesSplit: 'à parts égales entre les liens en contact avant l’événement',
  eventStudy: 'Autour des rallyes',
  eventStudyEffect:
    'Changement moyen de {measure} après le début d’un rallye, contre celles et ceux dont le rallye n’a pas commencé : {effect} (intervalle {interval} ; {treated} personnes, {controls} jamais).',
  eventStudyNone:
    '{measure} : pas de différence mesurable après les rallyes (intervalle {interval} ; {treated} et {controls} personnes).',
  rallyMore:
    'Après le début d’un rallye, {event} arrive {ratio} fois autant (intervalle {interval} ; {events} événements, {n} personnes), contre celles et ceux dont le rallye n’a pas commencé. Vrai si les dates des rallyes ne dépendent pas des personnes.',
  rallyNone:
    '{event} : pas de différence mesurable après le début d’un rallye (rapport {ratio}, intervalle {interval} ; {events} événements, {n} personnes).',
  rallyUnclear:
    '{event} : ce dispositif ne permet pas de conclure. Rapport {ratio} (intervalle {interval} ; {events} événements, {n} personnes), mais la fausse date manque ou montre aussi un écart.',
  placeboOk: 'Sur une fausse date {weeks} semaines plus tôt : {effect} (intervalle {interval}).',
  cannotTell: 'Ce dispositif ne permet pas de conclure : {why}',
  risk: 'Risque de ré-identification',
  riskSentence: '{k} lieux connus suffisent à désigner {share} des {n} personnes.',
  encounters: 'Rencontres et hasard',
  encountersSentence:
    '{seen} rencontres vues, {chance} attendues par hasard (jours mélangés). Être proche n’est pas se connaître.',
  od: 'Flux entre mailles',
  persons: 'personnes',
  days: 'jours depuis l’entrée',
  without: 'part sans l’événement',
  all: 'toutes',
  reproducible: 'Reproduire',
  reproducibleSentence:
    'Version {version}, graine {seed}. Mêmes fichiers, mêmes octets. Paramètres dans manifest.json, colonnes dans codebook.csv.',
} as const;

const EN: Readonly<Record<keyof typeof FR, string>> = {
  title: 'Study report',
  guesses: 'What was guessed',
  guessesNone: 'Nothing was guessed about the files.',
  guess: '{table}: {about} = {taken}, because {because}. To say otherwise: {flag}.',
  departures: 'Departures from the plan',
  departuresNone: 'No departure from the plan of {date}.',
  noPlan: 'No dated plan was given: cut points are defaults or chosen while looking.',
  departure: '{parameter}: planned {planned}, used {used}.',
  flow: 'Who took part',
  flowSentence: '{first} persons at the start, {last} at the last stage.',
  missing: 'Missing data',
  missingSentence:
    'Share of person-weeks without a value, by measure and reason. An empty value is never a zero.',
  rows: 'Rows read',
  measures: 'Measures',
  measuresSentence: 'One value per person: the mean of observed weeks. 95 % intervals, drawn over persons.',
  groups: 'Comparison of groups',
  none: '{what}: no measurable difference (n {na} and {nb}; interval {interval}).',
  some: '{what}: a difference of {difference} ({a} minus {b}, n {na} and {nb}; interval {interval}). This is an association, not an effect.',
  noneOf: 'No measurable difference: {names}.',
  byChance:
    'A difference alone that {n} comparisons are enough to give by chance (Holm’s p ≥ 0.05), so not kept: {names}.',
  family: '{n} comparisons in the family: Holm’s and Benjamini-Hochberg’s p stand beside each p.',
  profiles: 'The four profiles',
  profilesSentence:
    'Stable from {stability} of days in stable work on; mobile from {mobility} on ({measure}). {observed} windows with a profile of {all}.',
  transitions: 'From one profile to another',
  transitionsSentence:
    'Between windows that follow each other; share of the moves from a profile, interval by person.',
  survival: 'Time to: {event}',
  survivalSentence: '{n} persons, {events} events; median {median} days (interval {interval}).',
  rmst: 'Mean time without the event up to {horizon} days',
  cox: 'Cox model',
  coxSentence:
    'Covariates of the window before only. {rows} rows, {clusters} persons, {events} events; errors clustered by person.',
  coxFailed: 'The Cox model could not be estimated: {why}',
  proportional: 'Proportionality: {verdict} (global p {p}).',
  proportionalKept: 'nothing speaks against it',
  proportionalBroken: 'it does not hold, the hazard ratio changes with time',
  ties: 'Ties: share and value',
  tiesSentence:
    'A tie is weak in intensity with at most {weak} contacts over {days} days. Attribution: {how}. Both sides are read together.',
  tiesNamed: 'the tie that the event names',
  tiesSplit: 'in equal parts among the ties in contact before the event',
  eventStudy: 'Around rallies',
  eventStudyEffect:
    'Mean change of {measure} after a rally began, against those whose rally had not: {effect} (interval {interval}; {treated} persons, {controls} never).',
  eventStudyNone:
    '{measure}: no measurable difference after rallies (interval {interval}; {treated} and {controls} persons).',
  rallyMore:
    'Once a rally has begun, {event} happens {ratio} times as often (interval {interval}; {events} events, {n} persons) as among those whose rally has not. True if the dates of rallies do not depend on the persons.',
  rallyNone:
    '{event}: no measurable difference once a rally has begun (ratio {ratio}, interval {interval}; {events} events, {n} persons).',
  rallyUnclear:
    '{event}: this design cannot tell. Ratio {ratio} (interval {interval}; {events} events, {n} persons), but the false date is missing or shows a difference too.',
  placeboOk: 'On a false date {weeks} weeks earlier: {effect} (interval {interval}).',
  cannotTell: 'This design cannot tell: {why}',
  risk: 'Risk of re-identification',
  riskSentence: '{k} known places are enough to single out {share} of {n} persons.',
  encounters: 'Encounters and chance',
  encountersSentence:
    '{seen} encounters seen, {chance} expected by chance (days shuffled). Being near is not knowing each other.',
  od: 'Flows between cells',
  persons: 'persons',
  days: 'days from entry',
  without: 'share without the event',
  all: 'all',
  reproducible: 'Reproduce',
  reproducibleSentence:
    'Version {version}, seed {seed}. Same files, same bytes. Parameters in manifest.json, columns in codebook.csv.',
};

export type ReportLanguage = 'fr' | 'en';
export type ReportWord = keyof typeof FR;

/** A sentence of the report with its values filled in. */
export const say = (
  lang: ReportLanguage,
  word: ReportWord,
  values: Readonly<Record<string, string | number>> = {},
): string =>
  (lang === 'fr' ? FR : EN)[word].replaceAll(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? ''));
