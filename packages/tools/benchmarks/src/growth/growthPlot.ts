import { FIGURES, type GrowthFigure, type GrowthPoint } from './growthPoint';

const PANEL = { width: 320, height: 200, left: 20, right: 20, top: 40, bottom: 34 } as const;
const COLUMNS = 2;

/** Where a value lies between two others by its order of magnitude, from 0 to 1. */
const share = (value: number, least: number, most: number): number =>
  most === least ? 0.5 : Math.log(value / least) / Math.log(most / least);

const power = (events: number): string => `10${SUPERSCRIPTS[Math.round(Math.log10(events))] ?? ''}`;
const SUPERSCRIPTS = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

const label = (x: number, y: number, text: string, rest = 'text-anchor="middle"'): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${rest}>${text}</text>`;

/**
 * Draws one figure by the length of the history. Both axes are logarithmic, over as many orders of
 * magnitude, so that what grows in step with the history climbs, and what does not depend on it is flat.
 */
const panel = (
  { title, unit, of, show }: GrowthFigure,
  points: ReadonlyArray<GrowthPoint>,
  index: number,
): string => {
  const { width, height, left, right, top, bottom } = PANEL;
  const found = points.flatMap((point) => {
    const value = of(point);
    return value === undefined ? [] : [{ events: point.events, value }];
  });
  const lengths = points.map(({ events }) => events);
  const [first, last] = [Math.min(...lengths), Math.max(...lengths)];
  const values = found.map(({ value }) => value);
  // The middle of the values in the middle, and as many orders of magnitude as the lengths have.
  const middle = Math.sqrt(Math.min(...values) * Math.max(...values));
  const half = Math.sqrt(last / first);
  const places = found.map(({ events, value }) => ({
    x: left + share(events, first, last) * (width - left - right),
    y: height - bottom - share(value, middle / half, middle * half) * (height - top - bottom),
    value,
    events,
  }));
  const path = places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  return [
    `<g transform="translate(${(index % COLUMNS) * width} ${Math.floor(index / COLUMNS) * height})">`,
    label(left, 18, `${title}, ${unit}`, 'class="title"'),
    `<line x1="${left}" x2="${width - right}" y1="${height - bottom}" y2="${height - bottom}"/>`,
    `<polyline points="${path}"/>`,
    ...places.flatMap(({ x, y, value, events }, place) => [
      `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="3"/>`,
      label(x, y - 8, show(value), `text-anchor="${anchor(place, places.length)}"`),
      label(x, height - bottom + 16, power(events)),
    ]),
    '</g>',
  ].join('\n');
};

const anchor = (place: number, count: number): string =>
  place === 0 ? 'start' : place === count - 1 ? 'end' : 'middle';

const STYLE = `text { font: 11px sans-serif; fill: #333 } .title { font-weight: bold; font-size: 13px }
line { stroke: #999 } polyline { fill: none; stroke: #1769aa; stroke-width: 2 } circle { fill: #1769aa }`;

/** Draws all figures of a run as an SVG, each in a panel of its own. */
export const plotGrowth = (points: ReadonlyArray<GrowthPoint>): string => {
  const shown = FIGURES.filter(({ of }) => points.some((point) => of(point) !== undefined));
  const width = COLUMNS * PANEL.width;
  const height = Math.ceil(shown.length / COLUMNS) * PANEL.height;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img">`,
    '<title>What a history takes, by the number of its events</title>',
    `<style>${STYLE}</style>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...shown.map((figure, index) => panel(figure, points, index)),
    '</svg>',
    '',
  ].join('\n');
};
