import { startStandin } from '@facture/standin';

/** Serves a log on a port until it is killed; tells once that it listens. */
const [port = '0', log = ''] = process.argv.slice(2);
void startStandin({ port: Number(port), log }).then((standin) => {
  process.stdout.write(`listening ${standin.port}\n`);
});
