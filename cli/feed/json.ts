import type { Command } from 'commander';

/** `--json` may stand before or after the name of a part: the outer command takes it then. */
export const asJson = (command: Command): boolean => command.optsWithGlobals<{ json?: true }>().json === true;
