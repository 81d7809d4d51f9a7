import { ERRORS } from '../../../game/errors.ts';

/** `docs/errors.md`: every code, what it says and what to do. */
export const errorsPage = (): string => {
  const rows = Object.entries(ERRORS).map(
    ([code, spec]) =>
      `## ${code}\n\n${spec.message}\n\n- What to do: ${spec.remedy}\n- HTTP ${spec.status}, ${spec.kind}\n`,
  );
  return `# Errors\n\nGenerated from \`game/errors.ts\` by \`npm run generate\`. \`{name}\` is filled with the place of the failure.\nA transient error may pass when the same thing is tried again; a terminal one never will.\n\n${rows.join('\n')}`;
};
