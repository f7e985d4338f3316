import { openService, readSettings } from '@facture/service';
import * as E from 'fp-ts/Either';
import pino, { type Logger } from 'pino';

/** A service to subscribe to. */
interface FanOutService {
  readonly url: string;
  /** Ends it in order, and tells the most memory that its process ever had. */
  readonly end: () => Promise<{ readonly peakRssMiB: number }>;
}

/** Starts a service on a data directory and a port. */
export type StartService = (data: string, port: number) => Promise<FanOutService>;

const preset = { appKey: 'fan-out', token: 'a-token-of-the-fan-out' } as const;

/** The headers of the key that is let in. */
export const CREDENTIALS = {
  'X-VTEX-API-AppKey': preset.appKey,
  'X-VTEX-API-AppToken': preset.token,
};

/** Starts a service in this process, which logs there and is told some settings besides. */
export const serviceLogging =
  (log: Logger, ...args: ReadonlyArray<string>): StartService =>
  async (data, port) => {
    const settings = readSettings([
      ...['--data', data, '--port', port.toString(), '--rate-limit', '0'],
      ...args,
    ]);
    if (E.isLeft(settings)) throw new Error(settings.left.message);
    const opened = await openService({ ...settings.right, preset }, log);
    if (E.isLeft(opened)) throw new Error(opened.left.message);
    const { url, close } = opened.right;
    return {
      url,
      end: async () => {
        await close();
        // Node tells it in KiB.
        return { peakRssMiB: process.resourceUsage().maxRSS / 1_024 };
      },
    };
  };

/** Starts a service in this process, which logs nothing and is told some settings besides. */
export const serviceHere = (...args: ReadonlyArray<string>): StartService =>
  serviceLogging(pino({ level: 'silent' }), ...args);
