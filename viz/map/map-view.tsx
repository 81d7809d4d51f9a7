import type { Layer, PickingInfo } from '@deck.gl/core';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { StyleSpecification } from 'maplibre-gl';
import { AttributionControl, Map as MapLibre, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { ReactNode } from 'react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.ts';
import { offerHook } from './hook.ts';
import './map.css';
import type { Bounds, Place } from './town.ts';
import { grown } from './town.ts';

setWorkerUrl(workerUrl);

type Props = {
  /** What the map opens on; it can be left by `slack` times its size, not more. */
  bounds: Bounds;
  slack?: number;
  style: StyleSpecification | string;
  layers: readonly Layer[];
  /** What the map shows, for who cannot see it; the list beside says the same. */
  label: string;
  /** What the test hook answers about: cleared cells. */
  explored?: ReadonlySet<string>;
  onPlace?: (place: Place, picked: PickingInfo | null) => void;
  tooltip?: (info: PickingInfo) => string | null;
  /** Where the map opens closely, when it is known at the start. */
  start?: Place | null;
  /** Kept in sight: the map glides after it when it nears the edge. */
  follow?: Place | null;
  children?: ReactNode;
};

type Shown = { map: MapLibre; overlay: MapLibreOverlay };

const PAN_PX = 120;
/** A finger is this unsure of where it points. */
const REACH_PX = 14;
const CLOSE = 15.3;
/** Share of the map, on each side, in which what is followed makes the map glide. */
const EDGE = 0.22;

/** One map: MapLibre's base under deck.gl's layers in overlaid mode. Buttons do what dragging and pinching do. */
export const MapView = ({
  bounds,
  slack = 0.25,
  style,
  layers,
  label,
  explored,
  onPlace,
  tooltip,
  start,
  follow,
  children,
}: Props) => {
  const { w } = useWords();
  const host = useRef<HTMLDivElement>(null);
  const close = useRef(false);
  const latest = useRef({ onPlace, tooltip, explored, start });
  const [shown, setShown] = useState<Shown | null>(null);
  useLayoutEffect(() => {
    latest.current = { onPlace, tooltip, explored, start };
  });

  useEffect(() => {
    if (host.current === null) return undefined;
    const [west, south, east, north] = bounds;
    const [w0, s0, e0, n0] = grown(bounds, slack);
    const created = new MapLibre({
      container: host.current,
      style,
      bounds: [west, south, east, north],
      maxBounds: [w0, s0, e0, n0],
      fitBoundsOptions: { padding: 12 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxZoom: 18.5,
    });
    const near = latest.current.start;
    close.current = Boolean(near);
    if (near) created.jumpTo({ center: [near[0], near[1]], zoom: CLOSE });
    created.touchZoomRotate.disableRotation();
    created.addControl(new AttributionControl({ compact: false }));
    const added = new MapLibreOverlay({
      interleaved: false,
      layers: [],
      pickingRadius: REACH_PX,
      getCursor: ({ isHovering }) => (isHovering ? 'pointer' : 'grab'),
      getTooltip: (info) => {
        const text = info.picked ? (latest.current.tooltip?.(info) ?? null) : null;
        return text === null ? null : { text, className: 'map-tip' };
      },
    });
    created.addControl(added);
    // Picked here and now: on a slow phone deck's own answer to a tap can be older than the tap.
    created.on('click', ({ point, lngLat }) => {
      const picked = added.pickObject({ x: point.x, y: point.y, radius: REACH_PX });
      latest.current.onPlace?.([lngLat.lng, lngLat.lat], picked);
    });
    created.once('style.load', () => setShown({ map: created, overlay: added }));
    const forget = offerHook({
      map: created,
      overlay: added,
      explored: () => latest.current.explored ?? new Set<string>(),
    });
    return () => {
      forget();
      setShown(null);
      created.remove();
    };
  }, [bounds, style, slack]);

  useEffect(() => {
    shown?.overlay.setProps({ layers: [...layers] });
  }, [shown, layers]);

  useEffect(() => {
    const canvas = shown?.map.getCanvas();
    canvas?.setAttribute('aria-label', label);
    canvas?.setAttribute('role', 'application');
  }, [shown, label]);

  useEffect(() => {
    if (!follow || shown === null) return;
    const { map } = shown;
    const center: [number, number] = [follow[0], follow[1]];
    if (!close.current) {
      close.current = true;
      map.jumpTo({ center, zoom: CLOSE });
      return;
    }
    const { x, y } = map.project(center);
    const { clientWidth: width, clientHeight: height } = map.getContainer();
    const inside = x > width * EDGE && x < width * (1 - EDGE) && y > height * EDGE && y < height * (1 - EDGE);
    if (!inside && !map.isMoving()) map.easeTo({ center, duration: 400 });
  }, [shown, follow]);

  const pan = (x: number, y: number) => shown?.map.panBy([x, y], { duration: 200 });
  return (
    <div className="map">
      <div className="map-host" ref={host} />
      <fieldset className="map-buttons">
        <legend className="unseen">{w('map.move')}</legend>
        <button type="button" aria-label={w('map.closer')} onClick={() => shown?.map.zoomIn()}>
          +
        </button>
        <button type="button" aria-label={w('map.farther')} onClick={() => shown?.map.zoomOut()}>
          −
        </button>
        <details>
          <summary aria-label={w('map.pan')}>✥</summary>
          <div className="map-pan">
            <button type="button" aria-label={w('map.north')} onClick={() => pan(0, -PAN_PX)}>
              ↑
            </button>
            <button type="button" aria-label={w('map.west')} onClick={() => pan(-PAN_PX, 0)}>
              ←
            </button>
            <button type="button" aria-label={w('map.east')} onClick={() => pan(PAN_PX, 0)}>
              →
            </button>
            <button type="button" aria-label={w('map.south')} onClick={() => pan(0, PAN_PX)}>
              ↓
            </button>
          </div>
        </details>
      </fieldset>
      {children}
    </div>
  );
};
