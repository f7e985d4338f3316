import { serveApart } from '../fanOut/apart';
import { startBareRouteHere } from './bareRoute';

void (async () => {
  const { url, end } = await startBareRouteHere();
  serveApart({ url }, end);
})();
