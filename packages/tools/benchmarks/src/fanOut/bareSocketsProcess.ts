import { serveApart } from './apart';
import { startBareSocketsHere } from './bareSockets';

void (async () => {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Error('which file?');
  const { url, end } = await startBareSocketsHere(file);
  serveApart({ url }, end);
})();
