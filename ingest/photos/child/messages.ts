/** From the parent: one job. Bytes travel as structured clones. */
export type Job<In> = { id: number; input: In };

/** From the child: it is ready, it is getting on (0 to 100), it has an answer, or it refuses with a code. */
export type Report<Out> =
  | { ready: true }
  | { id: number; progress: number }
  | { id: number; answer: Out }
  | { id: number; refused: { code: string; details: Record<string, string | number | boolean | null> } }
  | { id: number; broke: string };
