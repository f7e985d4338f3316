import type { WriteStream } from 'node:tty';

/** Shows one line that changes, on a terminal; nothing elsewhere. */
export interface Progress {
  readonly tell: (text: string) => void;
  readonly clear: () => void;
}

/** Shows progress on a stream. */
export const progressOn = (stream: Pick<WriteStream, 'isTTY' | 'write'>): Progress => {
  const show = (text: string) => {
    if (stream.isTTY) stream.write(`\r\u001B[K${text}`);
  };
  return {
    tell: show,
    clear: () => {
      show('');
    },
  };
};
