import fastify from 'fastify';

/** A server that answers notifications. */
export interface Answering {
  readonly url: string;
  readonly end: () => Promise<object>;
}

/** Starts a fastify route in this process that parses a notification and answers, and does no more. */
export const startBareRouteHere = async (): Promise<Answering> => {
  const app = fastify();
  const answer = {
    date: '2026-01-31T10:00:00.000+00:00',
    receipt: '527b1ae251264ef1b7a9b597cd8f16b9',
  };
  app.post<{ Params: { orderId: string } }>(
    '/api/oms/pvt/orders/:orderId/invoice',
    ({ params }, reply) => reply.send({ ...answer, orderId: params.orderId }),
  );
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    end: async () => {
      await app.close();
      return {};
    },
  };
};
