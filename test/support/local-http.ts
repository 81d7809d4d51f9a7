import type { HttpDoor } from '../../infra/outbound/door.ts';
import { createHttp } from '../../infra/outbound/http.ts';

/** The real door, allowed to reach the servers of a suite: any port of 127.0.0.1, nothing else that is private. */
export const localHttp: HttpDoor = async (request) => {
  const { hostname, port } = new URL(request.url);
  const { http } = createHttp(hostname === '127.0.0.1' ? [`127.0.0.1:${port}`] : []);
  return http(request);
};
