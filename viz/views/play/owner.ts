import type { Me } from '../../data/session.tsx';

/** Keeps apart what two people of one phone left on it: the queue, the device id, the home zone. */
export const ownerOf = (me: Me): string => `${me.territory?.code ?? ''}/${me.nickname}`;
