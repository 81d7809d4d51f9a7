/** The words a source file asks for: keys written out, and patterns of keys put together as it runs. */
export type Uses = { keys: Set<string>; patterns: RegExp[] };

const CALL = /\b(?:w|say|sayOr)\(/g;
const LITERAL = /'([^'\n]*)'|`([^`]*)`/g;

/** The text of a call's first argument: up to a comma or bracket of its own depth. */
const firstArgument = (code: string, from: number): string => {
  let depth = 0;
  for (let at = from; at < code.length; at += 1) {
    const letter = code[at];
    if (letter === '(' || letter === '[') depth += 1;
    if (letter === ')' || letter === ']') depth -= 1;
    if (depth < 0 || (depth === 0 && letter === ',')) return code.slice(from, at);
  }
  return code.slice(from);
};

const patternOf = (template: string): RegExp =>
  new RegExp(
    `^${template
      .split(/\$\{[^}]*\}/)
      .map((part) => part.replaceAll('.', String.raw`\.`))
      .join(String.raw`[\w+-]+`)}$`,
  );

/** Finds what a file's calls of `w`, `say` and `sayOr` ask for. */
export const usesOf = (code: string): Uses => {
  const uses: Uses = { keys: new Set(), patterns: [] };
  for (const call of code.matchAll(CALL)) {
    const argument = firstArgument(code, call.index + call[0].length);
    // A literal that is compared with chooses between keys; it is none.
    for (const [, text, template] of argument.replaceAll(/[!=]== '[^']*'/g, '').matchAll(LITERAL)) {
      if (text !== undefined) uses.keys.add(text);
      else if (template?.includes('${')) uses.patterns.push(patternOf(template));
    }
  }
  return uses;
};
