import { devNull } from 'node:os';

import pino from 'pino';

import { serveApart } from '../fanOut/apart';
import { serviceLogging } from '../fanOut/fanOutService';

// It logs as it does when it is started by its own command, to where nobody reads.
void (async () => {
  const [data] = process.argv.slice(2);
  if (data === undefined) throw new Error('which directory?');
  const log = pino({ level: 'info' }, pino.destination({ dest: devNull, sync: true }));
  const { url, end } = await serviceLogging(log)(data, 0);
  serveApart({ url }, end);
})();
