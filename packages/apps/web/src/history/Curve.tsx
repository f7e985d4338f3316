import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef, type JSX, type ReactNode } from 'react';
import uPlot from 'uplot';

import styles from './Curve.module.css';
import type { Moment } from './moments';
import { drawn, seriesOf, type Drawn } from './series';
import type { HistoryWords } from './text/historyWords';

interface CurveProps {
  readonly moments: ReadonlyArray<Moment>;
  readonly revision: number;
  readonly locale: string;
  readonly words: HistoryWords;
  /** The same as numbers. */
  readonly children: ReactNode;
}

const HEIGHT = 220;
const DAY_S = 86_400;

const dashes: Readonly<Record<Drawn, ReadonlyArray<number>>> = {
  orderedMinor: [2, 4],
  returnedMinor: [7, 4],
  invoicedMinor: [],
  currentMinor: [],
};

/** How a moment is written below a curve of so many seconds. */
const timeFormat = (locale: string, seconds: number): Intl.DateTimeFormat => {
  const digits = '2-digit';
  if (seconds > 2 * DAY_S)
    return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  if (seconds > 600) return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: digits });
  return new Intl.DateTimeFormat(locale, {
    minute: digits,
    second: digits,
    ...(seconds < 10 ? { fractionalSecondDigits: seconds < 0.5 ? 3 : 1 } : { hour: 'numeric' }),
  });
};

/** Draws the sums of an order over time, and a line where the reader is. */
const draw = (
  { moments, locale }: CurveProps,
  target: HTMLElement,
  here: { revision: number },
): uPlot => {
  const style = getComputedStyle(target);
  const colour = (name: string): string => style.getPropertyValue(`--curve-${name}`);
  const data = seriesOf(moments);
  const [times] = data;
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? first;
  const span = last - first;
  const time = timeFormat(locale, span);
  const amount = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const font = `12px ${style.fontFamily}`;
  const axis = { stroke: colour('axis'), font, ticks: { show: false } };
  const markHere = (plot: uPlot): void => {
    const at = times[here.revision];
    if (at === undefined) return;
    const x = Math.round(plot.valToPos(at, 'x', true));
    const { top, height } = plot.bbox;
    plot.ctx.save();
    plot.ctx.fillStyle = colour('here');
    plot.ctx.fillRect(x - 1, top, 2, height);
    plot.ctx.restore();
  };
  return new uPlot(
    {
      width: target.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      padding: [8, 40, 0, 0],
      scales: {
        x: { range: [first - span * 0.02, last] },
        y: { range: (_plot, _least, greatest) => [0, greatest > 0 ? greatest * 1.08 : 1] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          space: 90,
          values: (_plot, splits) => splits.map((split) => time.format(new Date(split * 1_000))),
        },
        {
          ...axis,
          grid: { stroke: colour('grid'), width: 1 },
          size: 56,
          values: (_plot, splits) => splits.map((split) => amount.format(split)),
        },
      ],
      series: [
        {},
        ...drawn.map((name) => ({
          stroke: colour(name),
          width: name === 'currentMinor' ? 2.5 : 1.75,
          dash: [...dashes[name]],
          points: { show: false },
          paths: uPlot.paths.stepped?.({ align: 1 }) ?? (() => null),
        })),
      ],
      hooks: { drawClear: [markHere] },
    },
    data.map((values) => [...values]) as unknown as uPlot.AlignedData,
    target,
  );
};

/** Shows the sums of an order over time as curves of steps. */
export const Curve = (props: CurveProps): JSX.Element => {
  const { moments, revision, locale, words, children } = props;
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const target = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const here = useRef({ revision });
  const drawAnew = useRef<(element: HTMLElement) => void>(() => undefined);
  useEffect(() => {
    drawAnew.current = (element) => {
      plot.current?.destroy();
      plot.current = draw(props, element, here.current);
    };
  });
  useEffect(() => {
    const element = target.current;
    if (element === null) return undefined;
    drawAnew.current(element);
    // Until the typeface is there, a canvas writes in another one, and does not notice.
    void document.fonts.ready.then(() => plot.current?.redraw(false));
    const watching = new ResizeObserver(() => {
      plot.current?.setSize({ width: element.clientWidth, height: HEIGHT });
    });
    watching.observe(element);
    return () => {
      watching.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [moments, locale, scheme]);
  useEffect(() => {
    here.current.revision = revision;
    plot.current?.redraw(false);
  }, [revision]);
  return (
    <section className={styles['curve']}>
      <h2>{words.curve}</h2>
      <div ref={target} role="img" aria-label={words.curve} />
      <ul aria-hidden="true">
        {drawn.toReversed().map((name) => (
          <li key={name} data-name={name}>
            {words.figures[name]}
          </li>
        ))}
      </ul>
      {children}
    </section>
  );
};
