/**
 * What a row was not quite, with what it means: kept with the offer, shown to operators and advisers. Flags of a
 * screen (`fraud_*`, `discrimination_*`) hold a photo's, recruiter's or file's offer until a person has read it;
 * they never hide an offer of an official source.
 */
export const FLAGS = {
  coordinates_swapped: 'Latitude and longitude came in the other order; put right against the commune.',
  coordinates_dropped:
    'The coordinates cannot lie in the commune either way round (0,0 among them); not shown.',
  commune_merged: 'The commune named is part of another one today; that one is kept.',
  commune_from_label: 'No code was given; the commune was recognised by its name.',
  place_unresolved: 'The place named was not recognised.',
  point_from_centre: 'The point is the commune’s centre of a loaded official file.',
  door_from_register: 'The door is that of the only establishment of this employer in the commune.',
  address_geocoded: 'The address was looked up with the national address base.',
  salary_absurd: 'The salary cannot be meant for its unit (such as 11 € a year).',
  contact_in_text: 'A phone, an e-mail or a person stood in the text and was taken out.',
  html_in_text: 'The text came with HTML.',
  updated_from_created: 'The source gives no date of change; that of creation stands.',
  date_missing: 'The source dates nothing; the day it was first seen stands.',
  rome_inferred: 'The trade’s code was found from the title, with a score.',
  fraud_payment: 'Asks the applicant for money: deposit, paid training or kit, transfer, prepaid card.',
  fraud_documents: 'Asks for bank details, a card’s picture or an identity paper before any meeting.',
  fraud_messenger: 'Hires by a private messenger alone.',
  fraud_promise: 'Promises much money fast for no skill, or recruits recruiters.',
  discrimination_sex: 'Asks for a man or a woman.',
  discrimination_age: 'Sets an age beyond what the law sets.',
  discrimination_origin: 'Asks for an origin, nationality, religion or skin colour.',
  discrimination_family: 'Asks about family, pregnancy or marriage.',
  discrimination_health: 'Asks about health or excludes a handicap.',
  discrimination_looks: 'Asks for a physical appearance.',
} as const;

export type OfferFlag = keyof typeof FLAGS;

const SCREENS = /^(?:fraud|discrimination)_/;

/** Flags for which a photo's, recruiter's or file's offer waits. */
export const isScreen = (flag: OfferFlag): boolean => SCREENS.test(flag);
