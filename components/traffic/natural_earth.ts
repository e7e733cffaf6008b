/** Size of the map in its own units: all of the earth but Antarctica. */
export const MAP_VIEW = "20 14 960 392";

/**
 * Where a place is on the map: the Natural Earth projection as a polynomial (Šavrič et al., "A
 * polynomial equation for the Natural Earth projection", 2011). Degrees in, units of the map out.
 */
export function project(longitude: number, latitude: number): [x: number, y: number] {
  const l = longitude * Math.PI / 180, p = latitude * Math.PI / 180;
  const p2 = p * p, p4 = p2 * p2;
  const x = l * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4)));
  const y = p * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)));
  return [500 + 180 * x, 250 - 180 * y];
}
