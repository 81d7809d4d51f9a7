#!/usr/bin/env node
// A stub: Node 20 does not read TypeScript, so the command is loaded through tsx, in this same process.
import { register } from 'tsx/esm/api';

register();
await import('../cli/main.ts');
