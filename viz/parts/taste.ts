const asks = (query: string): boolean => typeof matchMedia === 'function' && matchMedia(query).matches;

/** Whether this person's device asks for a dark page. */
export const isDark = (): boolean => asks('(prefers-color-scheme: dark)');

/** Whether this person's device asks for no motion. */
export const isStill = (): boolean => asks('(prefers-reduced-motion: reduce)');

/** Whether this browser can draw a map at all. */
export const hasWebGl = (): boolean => {
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
};
