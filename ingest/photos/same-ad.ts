/** Kilometres within which two photos may show the ad of one shop: a street's width and a poor position. */
export const NEAR_KM = 0.075;
/** Share of words that two readings of one ad have in common at least. */
export const SAME_TEXT = 0.6;
