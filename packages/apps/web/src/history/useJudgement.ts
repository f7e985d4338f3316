import type { FactureClient } from '@facture/client';
import type { HistoryView } from '@facture/projections';
import { useEffect, useState } from 'react';

import { cryptography } from '../proofs/cryptography';
import { judgeOrder, type Judgement } from '../proofs/judgeOrder';

const SEALED_SOON_MS = 1_500;

const isWaiting = (judgement: Judgement): boolean =>
  judgement.type === 'judged' && judgement.verdicts.some(({ type }) => type === 'not-yet-sealed');

/** Judges a history, and again after a while for as long as some of it is not sealed. */
export const useJudgement = (
  client: FactureClient,
  history: HistoryView,
): Judgement | undefined => {
  const [judged, setJudged] = useState<{ readonly of: HistoryView; readonly as: Judgement }>();
  useEffect(() => {
    let isLeft = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const judge = async (): Promise<void> => {
      const as = await judgeOrder({ client, cryptography, storage: localStorage }, history);
      if (isLeft) return;
      setJudged({ of: history, as });
      if (isWaiting(as)) timer = setTimeout(() => void judge(), SEALED_SOON_MS);
    };
    void judge();
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [client, history]);
  // Verdicts of a shorter history hold for the events that it had.
  return judged?.of.orderId === history.orderId ? judged.as : undefined;
};
