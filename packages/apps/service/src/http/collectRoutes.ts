import type { FastifyInstance } from 'fastify';

/** Tells the methods that a path can be asked with: none when there is no such route. */
export type MethodsOf = (path: string) => ReadonlyArray<string>;

/** Any text where the path of a route has a parameter, and its own text everywhere else. */
const pattern = (url: string): RegExp =>
  new RegExp(`^${url.replace(/[.+?()[\]]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`);

/** Collects the routes that are added from now on. */
export const collectRoutes = (app: FastifyInstance): MethodsOf => {
  const routes: Array<{ readonly path: RegExp; readonly methods: ReadonlyArray<string> }> = [];
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ path: pattern(url), methods: [method].flat() });
  });
  return (asked) =>
    routes.flatMap(({ path, methods }) => (path.test(asked) ? methods : [])).toSorted();
};
