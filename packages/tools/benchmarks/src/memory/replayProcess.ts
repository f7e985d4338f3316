import { replayMemory } from './replayMemory';

// A process of its own, so that its peak of memory is that of replaying and of nothing else.
void (async () => {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Error('which file?');
  process.send?.(await replayMemory(file));
})();
