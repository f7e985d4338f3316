import { sealInThread, type SealingNews, type SealingThread } from '@facture/connect';
import type { SealedLog } from '@facture/contract/sealing';
import { openSealedLog, sealedLogFile } from '@facture/sqlite';
import * as E from 'fp-ts/Either';
import { absurd } from 'fp-ts/function';
import type { Logger } from 'pino';

import { notSealingMessage, type NotSealing } from './notSealingMessage';

/** What auditors get of a service. */
export interface Audit {
  /** The log to prove from; undefined when it cannot be had. */
  readonly sealedLog: SealedLog | undefined;
  /** Begins to seal. */
  readonly seal: () => void;
  readonly close: () => Promise<void>;
}

/** What opening needs: where events are kept, and the directory of the log and its key. */
export interface AuditSettings {
  readonly store: string;
  readonly data: string;
}

/**
 * Opens the log of a data directory, to prove from it, and to seal if that is wanted. Whatever goes
 * wrong with it is logged, and the service goes on without it: orders do not wait for auditors.
 */
export const openAudit = ({ store, data }: AuditSettings, log: Logger): Audit => {
  const refused = (refusal: NotSealing): void => {
    const message = `not sealing: ${notSealingMessage(refusal)}`;
    if (refusal.type === 'SealedElsewhere') log.info(message);
    else log.fatal({ refusal: refusal.type }, message);
  };
  const hear = (news: SealingNews): void => {
    switch (news.type) {
      case 'Sealing':
        log.info({ verifierKey: news.verifierKey }, 'sealing');
        return;
      case 'Sealed':
      case 'CaughtUp':
        return;
      case 'Failed':
        log.warn({ reason: news.reason }, 'sealing starts again after a failure');
        return;
      case 'Died':
        log.fatal({ reason: news.reason }, 'not sealing: the thread that seals has died');
        return;
      case 'NotSealing':
        refused(news.refusal);
        return;
      default:
        absurd(news);
    }
  };

  const opened = openSealedLog({ file: sealedLogFile(data) });
  if (E.isLeft(opened)) {
    refused(opened.left);
    return { sealedLog: undefined, seal: () => undefined, close: () => Promise.resolve() };
  }
  let thread: SealingThread | undefined;
  return {
    sealedLog: opened.right,
    seal: () => {
      thread = sealInThread({ store, data }, hear);
    },
    close: async () => {
      await thread?.stop();
      opened.right.close();
    },
  };
};
