import type { PickingInfo } from '@deck.gl/core';
import { useCallback, useMemo } from 'react';
import type { Instance } from '../../data/session.tsx';
import type { FigureCell } from '../../layers/cells-layer.ts';
import { cellsLayer, classesOf, colourOf } from '../../layers/cells-layer.ts';
import { namesLayer } from '../../layers/town-layers.ts';
import { MapView } from '../../map/map-view.tsx';
import type { Bounds } from '../../map/town.ts';
import { useBase } from '../../map/use-base.ts';
import { Loading } from '../../parts/states.tsx';
import { isDark } from '../../parts/taste.ts';
import { useWords } from '../../words/words.ts';

type Props = { territory: Instance['territories'][number]; cells: readonly FigureCell[]; figure: string };

/** The cohort's cells on the map, with the legend that says what each colour is. */
const LabMap = ({ territory, cells, figure }: Props) => {
  const { w, language } = useWords();
  const { plan, style } = useBase(territory.code);
  const key = territory.bounds.join(',');
  const bounds = useMemo((): Bounds => {
    const [west = 0, south = 0, east = 0, north = 0] = key.split(',').map(Number);
    return [west, south, east, north];
  }, [key]);
  const classes = useMemo(
    () => classesOf(cells.flatMap(({ value }) => (value === null ? [] : [value]))),
    [cells],
  );
  const names = plan.value?.names;
  const layers = useMemo(
    () => [
      cellsLayer(cells, classes),
      ...(names === undefined || names.length === 0 ? [] : [namesLayer(names, isDark())]),
    ],
    [cells, classes, names],
  );
  const numbers = useMemo(() => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }), [language]);
  const tooltip = useCallback(
    ({ layer, object }: PickingInfo): string | null => {
      if (layer?.id !== 'cells') return null;
      const cell = object as FigureCell;
      const value = cell.value === null ? w('state.masked') : numbers.format(cell.value);
      return `${figure} : ${value}\n${w('lab.figure.persons')} : ${cell.persons ?? w('state.masked')}`;
    },
    [w, numbers, figure],
  );
  if (style === null) return <Loading rows={2} />;
  return (
    <figure className="lab-map">
      <MapView
        bounds={bounds}
        slack={1.5}
        style={style}
        layers={layers}
        label={w('lab.map.label', { figure, n: cells.length })}
        tooltip={tooltip}
      />
      <figcaption className="legend">
        <strong>{figure}</strong>
        <ul>
          {classes.map((bound, i) => (
            <li key={bound}>
              <span className="swatch" style={{ background: `rgb(${colourOf(bound, classes).join(' ')})` }} />
              <span className="number">
                {i === 0
                  ? w('legend.upTo', { n: bound })
                  : w('legend.between', { from: classes[i - 1] ?? 0, to: bound })}
              </span>
            </li>
          ))}
          <li>
            <span className="swatch masked" />
            {w('state.masked')}
          </li>
        </ul>
      </figcaption>
    </figure>
  );
};

export default LabMap;
