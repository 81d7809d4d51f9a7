import { say } from './words.ts';

/** Metres rounded as one says them: `320 m`, `1,2 km`. */
export const lengthText = (metres: number): string =>
  metres < 1000
    ? say('way.metres', { n: Math.round(metres / 10) * 10 })
    : say('way.kilometres', { n: Math.round(metres / 100) / 10 });

/** Metres with the wind: `320 m, nord-est`. */
export const distanceText = (metres: number, wind: string): string =>
  metres < 15 ? say('way.here') : say('way.towards', { way: lengthText(metres), wind: say(`wind.${wind}`) });
