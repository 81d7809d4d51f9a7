import { say } from './words.ts';

/** Metres rounded as one says them, with the wind: `320 m, nord-est`. */
export const distanceText = (metres: number, wind: string): string => {
  if (metres < 15) return say('way.here');
  const text =
    metres < 1000
      ? say('way.metres', { n: Math.round(metres / 10) * 10 })
      : say('way.kilometres', { n: Math.round(metres / 100) / 10 });
  return say('way.towards', { way: text, wind: say(`wind.${wind}`) });
};
