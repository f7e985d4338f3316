import { startApart } from './apart';
import type { StartService } from './fanOutService';

/** Starts a service in a process of its own. */
export const startServiceApart: StartService = async (data, port) => {
  const { ready, end } = await startApart<
    { readonly url: string },
    { readonly peakRssMiB: number }
  >(require.resolve('./serviceProcess'), [data, port.toString()]);
  return { ...ready, end };
};
