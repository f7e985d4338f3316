/**
 * Loaded into the process of the service by `--require`: whenever it is asked, it frees what can be
 * freed and tells how many bytes are left. The service itself knows nothing of it.
 */
const bytesLeft = (): number => {
  // Weak references are only let go in a second turn.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

process.on('message', () => {
  process.send?.(bytesLeft());
});
// Being asked is no reason to live on.
process.channel?.unref();
