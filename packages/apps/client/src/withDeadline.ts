/**
 * Does work under a signal that is aborted when the time is over, or when whoever asked for the work
 * has left. Nothing stays behind: no timer, no listener.
 */
export const withDeadline = async <A>(
  timeoutMs: number,
  asked: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<A>,
): Promise<A> => {
  const controller = new AbortController();
  const leave = () => {
    controller.abort(new Error('the call was aborted'));
  };
  const timer = setTimeout(() => {
    controller.abort(new Error(`no answer within ${timeoutMs} ms`));
  }, timeoutMs);
  if (asked?.aborted === true) leave();
  else asked?.addEventListener('abort', leave);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    asked?.removeEventListener('abort', leave);
  }
};
