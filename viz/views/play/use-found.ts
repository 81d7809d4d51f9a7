import { useEffect, useRef } from 'react';
import type { getDiscoveries } from '../../../api/contract/play.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.ts';

type Discoveries = ResponseOf<typeof getDiscoveries>;

/** Says what the walk has just opened: offers that came onto the map, offers that a pile gave. */
export const useFound = (discoveries: Discoveries | undefined): void => {
  const { w } = useWords();
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (discoveries === undefined) return;
    const pins = discoveries.pins.map(({ offer }) => offer.id);
    const given = discoveries.piles.flatMap(({ opened }) => opened.map(({ id }) => id));
    const before = known.current;
    known.current = new Set([...pins, ...given]);
    if (before === null) return;
    const [onMap, inPiles] = [pins, given].map((ids) => ids.filter((id) => !before.has(id)).length);
    if (onMap !== undefined && onMap > 0) toast(w('play.found.pins', { n: onMap }));
    else if (inPiles !== undefined && inPiles > 0) toast(w('play.found.piles', { n: inPiles }));
  }, [discoveries, w]);
};
