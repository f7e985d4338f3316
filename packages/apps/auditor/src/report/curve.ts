import type { Part } from './report';
import { escaped } from './escaped';

const WIDTH = 720;
const HEIGHT = 240;
const LEFT = 110;
const BOTTOM = 28;
const TOP = 12;
const RIGHT = 16;

type Curve = Extract<Part, { readonly type: 'curve' }>;

const fixed = (number: number): string => number.toFixed(1);

/** Draws amounts over time as steps, in SVG that takes its colours from the page. */
export const curveSvg = ({ heading, times, series, amount }: Curve): string => {
  const values = series.flatMap((one) => one.values);
  const [first = 0, last = first] = [times.at(0), times.at(-1)];
  const lowest = Math.min(0, ...values);
  const highest = Math.max(lowest + 1, ...values);
  const x = (time: number): number =>
    LEFT + (last === first ? 0 : (time - first) / (last - first)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number =>
    TOP + (1 - (value - lowest) / (highest - lowest)) * (HEIGHT - TOP - BOTTOM);

  const lines = series.map(({ name, values: steps }, place) => {
    const path = steps.map((value, index) => {
      const [px, py] = [fixed(x(times[index] ?? first)), fixed(y(value))];
      return index === 0 ? `M${px},${py}` : `H${px}V${py}`;
    });
    return `<path class="line s${place.toString()}" d="${path.join('')}H${fixed(WIDTH - RIGHT)}"><title>${escaped(name)}</title></path>`;
  });
  const marks = [lowest, (lowest + highest) / 2, highest].map((value) => {
    const at = fixed(y(value));
    return (
      `<line class="grid" x1="${LEFT.toString()}" x2="${(WIDTH - RIGHT).toString()}" y1="${at}" y2="${at}"/>` +
      `<text x="${(LEFT - 8).toString()}" y="${at}" text-anchor="end" dominant-baseline="middle">${escaped(amount(Math.round(value)))}</text>`
    );
  });
  const day = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ');
  const dates = [
    `<text x="${LEFT.toString()}" y="${(HEIGHT - 8).toString()}">${day(first)}</text>`,
    `<text x="${(WIDTH - RIGHT).toString()}" y="${(HEIGHT - 8).toString()}" text-anchor="end">${day(last)}</text>`,
  ];
  const legend = series.map(
    ({ name }, place) => `<li><span class="key s${place.toString()}"></span>${escaped(name)}</li>`,
  );
  return [
    `<svg role="img" aria-label="${escaped(heading)}" viewBox="0 0 ${WIDTH.toString()} ${HEIGHT.toString()}">`,
    ...marks,
    ...dates,
    ...lines,
    '</svg>',
    `<ul class="legend">${legend.join('')}</ul>`,
  ].join('\n');
};
