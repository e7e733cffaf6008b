/**
 * The outlines of the land, 1:110 million, by Natural Earth (public domain). For the server, which
 * gives the browser the path that is made of them.
 *
 * @module
 */
import { feature } from "topojson-client";
import topology from "world-atlas/land-110m.json" with { type: "json" };
import { project } from "./natural_earth.ts";

/** Rings south of this are Antarctica, which the map leaves out. */
const ANTARCTICA = -60;

type Topology = Parameters<typeof feature>[0];
type Rings = [number, number][][];

/** The outlines as one SVG path in units of the map. */
export function landPath(): string {
  const world = topology as unknown as Topology;
  const land = feature(world, world.objects.land) as unknown as {
    features: { geometry: { coordinates: Rings[] } }[];
  };
  return land.features.flatMap(({ geometry }) => geometry.coordinates.flat())
    .filter((ring) => ring.some(([, latitude]) => latitude > ANTARCTICA))
    .map((ring) =>
      `M${unwrapped(ring).map(([lon, lat]) => shortPoint(...project(lon, lat))).join("L")}z`
    )
    .join("");
}

/** A ring that crosses 180° goes on beyond the edge of the map instead of all the way back. */
function unwrapped(ring: [number, number][]): [number, number][] {
  let turns = 0;
  const whole = ring.map(([lon, lat], i): [number, number] => {
    const step = i === 0 ? 0 : lon - ring[i - 1][0];
    if (step > 180) turns--;
    if (step < -180) turns++;
    return [lon + 360 * turns, lat];
  });
  // The ring may have begun beyond the edge: most of it belongs on the map.
  const middle = whole.reduce((sum, [lon]) => sum + lon, 0) / whole.length;
  const back = 360 * Math.round(middle / 360);
  return whole.map(([lon, lat]) => [lon - back, lat]);
}

const shortPoint = (x: number, y: number) => `${x.toFixed(1)} ${y.toFixed(1)}`;
