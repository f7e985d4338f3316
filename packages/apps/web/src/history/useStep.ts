import { useEffect, useState } from 'react';

/** Which event of a history is looked at. */
export interface Step {
  readonly revision: number;
  readonly go: (revision: number) => void;
}

/** Where the arrow keys have another meaning: in fields, and in what they scroll. */
const hasOwnArrows = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, pre, [role="region"]'));

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * Steps through the events up to the last one, by the arrow keys too. Whoever looks at the last event
 * goes on with the history as it grows.
 */
export const useStep = (last: number): Step => {
  const [chosen, setChosen] = useState<number>();
  const revision = Math.min(chosen ?? last, last);
  useEffect(() => {
    const go = (event: KeyboardEvent): void => {
      const by = steps[event.key];
      const isOther = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
      if (by === undefined || isOther || event.defaultPrevented || hasOwnArrows(event)) return;
      event.preventDefault();
      const next = Math.max(0, Math.min(last, revision + by));
      setChosen(next === last ? undefined : next);
    };
    document.addEventListener('keydown', go);
    return () => {
      document.removeEventListener('keydown', go);
    };
  }, [last, revision]);
  return {
    revision,
    go: (next) => {
      setChosen(next === last ? undefined : next);
    },
  };
};
