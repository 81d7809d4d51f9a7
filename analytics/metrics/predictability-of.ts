/** Entropy that a predictability leaves to N places at most, in bits. */
const fano = (share: number, places: number): number => {
  const rest = 1 - share;
  const term = (p: number): number => (p <= 0 ? 0 : -p * Math.log2(p));
  return term(share) + term(rest) + rest * Math.log2(places - 1);
};

/**
 * The largest predictability that an entropy in bits allows over N places: Fano's equality solved by halving. 1 with one place
 * or no entropy; 1/N where the entropy is log2 N or above.
 */
export const predictabilityOf = (bits: number, places: number): number => {
  if (places < 2 || bits <= 0) return 1;
  if (bits >= Math.log2(places)) return 1 / places;
  let [low, high] = [1 / places, 1];
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (fano(middle, places) > bits) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};
