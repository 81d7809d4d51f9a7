/** What must be exact in a line: the digits of a number, or an address; null when the line holds neither. */
export const exactPart = (text: string): string | null => {
  if (text.includes('@')) {
    const closed = text.toLowerCase().replaceAll(/\s*([@.])\s*/g, '$1');
    return /[\w.%+-]+@[\w.-]+/.exec(closed)?.[0] ?? closed.replaceAll(/\s/g, '');
  }
  const digits = text.replaceAll(/\D/g, '');
  return digits.length >= 7 ? digits : null;
};
