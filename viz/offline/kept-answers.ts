/** Name of the cache that holds a player's last answers on this phone. */
export const ANSWERS = 'joka-answers';

const KEPT = [
  /^\/api\/v1\/instance$/,
  /^\/api\/v1\/me$/,
  /^\/api\/v1\/play\//,
  /^\/api\/v1\/offers(\/[0-9a-f-]{36})?$/,
  /^\/api\/v1\/map\/base$/,
  /^\/api\/v1\/demo\/windows$/,
  /^\/api\/v1\/photos$/,
];

/** Whether an answer is kept on the phone for the time without a network; nothing of the other views ever is. */
export const isKept = (path: string): boolean =>
  KEPT.some((each) => each.test(path)) && !path.endsWith('/export') && !path.includes('/contact');
