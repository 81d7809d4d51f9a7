import { Type } from '@sinclair/typebox';
import { H3 } from './common.ts';
import { closed, defineRoute } from './route.ts';

const Name = Type.String({ pattern: '^[a-z0-9-]{1,64}$' });

export const listWindows = defineRoute({
  method: 'GET',
  path: '/demo/windows',
  summary:
    'All shop windows of the demo town, for the camera screen; the phone itself finds the one in front.',
  scope: 'public',
  roles: 'anyone',
  demoOnly: true,
  responses: {
    200: closed({
      windows: Type.Array(
        closed({
          id: Name,
          /** Resolution 12: the shop's place. */
          placeCell: H3,
          shop: Type.String(),
        }),
      ),
    }),
  },
});

export const getWindow = defineRoute({
  method: 'GET',
  path: '/demo/windows/:id',
  summary: 'The picture of one window of the demo town, as a camera would take it.',
  scope: 'public',
  roles: 'anyone',
  demoOnly: true,
  params: closed({ id: Name }),
  responses: { 200: { binary: 'image/jpeg' } },
});
