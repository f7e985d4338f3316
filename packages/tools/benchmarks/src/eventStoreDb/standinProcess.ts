import { startStandin } from '@facture/standin';

// A process of its own, so that the server does not work in the time of its clients.
void (async () => {
  const { connectionString, stop } = await startStandin();
  process.once('disconnect', () => void stop());
  process.send?.(connectionString);
})();
