import { serveApart } from './apart';
import { serviceHere } from './fanOutService';

// A process of its own, so that its memory is that of the service and of nothing else.
void (async () => {
  const [data, port] = process.argv.slice(2);
  if (data === undefined) throw new Error('which directory?');
  const { url, end } = await serviceHere()(data, Number(port));
  serveApart({ url }, end);
})();
