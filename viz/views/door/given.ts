/** A code that came with the address, and the way it opens; an empty code when none did. */
export type Given = { readonly way: 'card' | 'link' | 'rally'; readonly code: string };

/**
 * Reads `#card=…`, `#link=…` or `#rally=…`. What stands after the # is sent to nobody: no server, proxy or log sees
 * the code of a card.
 */
export const givenIn = (hash: string): Given => {
  const values = new URLSearchParams(hash.replace(/^#/, ''));
  for (const way of ['link', 'rally', 'card'] as const) {
    const code = values.get(way);
    if (code !== null) return { way, code };
  }
  return { way: 'card', code: '' };
};

/** The address that a card's or poster's QR holds. */
export const givenAddress = (origin: string, { way, code }: Given): string => `${origin}/#${way}=${code}`;
