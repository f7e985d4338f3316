import { startApart } from './apart';
import type { StartService } from './fanOutService';

/** Starts a service in a process of its own. */
export const startServiceApart: StartService = (data, port) =>
  startApart(require.resolve('./serviceProcess'), [data, port.toString()]);
