import { ANSWERS } from './kept-answers.ts';

/** Takes the kept answers off this phone: when one leaves, enters as somebody else, or is erased. */
export const forgetAnswers = async (): Promise<void> => {
  if ('caches' in window) await caches.delete(ANSWERS).catch(() => false);
};
