import { serve } from '../child/serve.ts';
import { decode } from './decode.ts';
import type { Admitted } from './gate.ts';

serve<{ bytes: Uint8Array; file: string }, Admitted>(({ bytes, file }) => decode(bytes, file));
