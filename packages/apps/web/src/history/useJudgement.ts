import type { FactureClient } from '@facture/client';
import type { HistoryView } from '@facture/projections';
import { useCallback, useEffect, useRef, useState } from 'react';

import { cryptography } from '../proofs/cryptography';
import { withVerified, type SealedAt, type Verdict } from '../proofs/judgeEvents';
import { judgeOrder, type Judgement } from '../proofs/judgeOrder';

/** What is believed of an order, and how to trust a key that is not the one that was held. */
export interface Judged {
  readonly judgement: Judgement | undefined;
  readonly acceptKey: (key: string) => void;
}

type Events = HistoryView['events'];

const SEALED_SOON_MS = 1_500;
const LATER_MS = 10_000;

/** Whether another answer is to be expected: of the rest of the events, or of a service that was away. */
const isOpen = (judgement: Judgement): boolean => {
  if (judgement.type === 'judged')
    return (
      judgement.unshown.later > 0 ||
      judgement.verdicts.some(({ type }) => type === 'not-yet-sealed')
    );
  return judgement.type === 'unknown' && judgement.error.type !== 'Refused';
};

/** Calls back after a while, or once somebody looks at the page again. */
const afterRest = (ms: number, signal: AbortSignal, next: () => void): void => {
  const timer = setTimeout(() => {
    if (!document.hidden) next();
    else document.addEventListener('visibilitychange', next, { once: true, signal });
  }, ms);
  signal.addEventListener('abort', () => clearTimeout(timer));
};

/** The judgement of the events that are shown; those that are others by now are still to be judged. */
const ofShown = (judgement: Judgement, judged: Events, shown: Events): Judgement => {
  if (judgement.type !== 'judged' || judged === shown) return judgement;
  const verdicts = shown.map(({ stored }, at): Verdict => {
    const isSame = JSON.stringify(stored) === JSON.stringify(judged[at]?.stored);
    return (isSame ? judgement.verdicts[at] : undefined) ?? { type: 'not-yet-sealed' };
  });
  return { ...judgement, verdicts, unshown: { ...judgement.unshown, later: 0 } };
};

/** Judges the events of an order, and again after a while for as long as some are not sealed. */
export const useJudgement = (client: FactureClient, orderId: string, events: Events): Judged => {
  const [judged, setJudged] = useState<{ readonly of: Events; readonly as: Judgement }>();
  const [acceptedKey, setAcceptedKey] = useState<string>();
  const sealedAt = useRef<SealedAt>(new Map());
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const judge = async (restMs: number): Promise<void> => {
      const as = await judgeOrder(
        { client, cryptography, storage: localStorage },
        { orderId, events, sealedAt: sealedAt.current, acceptedKey },
      );
      if (signal.aborted) return;
      if (as.type === 'judged') sealedAt.current = withVerified(sealedAt.current, as.verdicts);
      setJudged({ of: events, as });
      if (isOpen(as)) afterRest(restMs, signal, () => void judge(Math.min(2 * restMs, LATER_MS)));
    };
    void judge(SEALED_SOON_MS);
    return () => {
      leaving.abort();
    };
  }, [client, orderId, events, acceptedKey]);
  const acceptKey = useCallback((key: string) => {
    setAcceptedKey(key);
    setJudged(undefined);
  }, []);
  return { judgement: judged && ofShown(judged.as, judged.of, events), acceptKey };
};
