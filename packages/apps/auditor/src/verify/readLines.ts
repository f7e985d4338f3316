import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** A line that is longer than any of a bundle is: the file is none. */
class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

const CHUNK_BYTES = 2 ** 20;
const LONGEST_BYTES = 2 ** 26;
const NEWLINE = 0x0a;

// What is no UTF-8 must not be mended on the way: no line of JSON is empty.
const textOf = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString('utf8') : '');

/**
 * Reads a file line by line, in constant memory, and tells how many bytes were read. A last line
 * without a newline counts too.
 *
 * Rejects with `LineTooLong`, and with whatever the file system does.
 */
export const readLines = async (
  file: string,
  onLine: (line: string, bytesRead: number) => void,
): Promise<void> => {
  let left: Buffer = Buffer.alloc(0);
  let bytesRead = 0;
  const chunks = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    const bytes = left.length === 0 ? chunk : Buffer.concat([left, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
      onLine(textOf(bytes.subarray(from, end)), bytesRead + end - left.length);
      from = end + 1;
    }
    bytesRead += chunk.length;
    left = bytes.subarray(from);
    if (left.length > LONGEST_BYTES) throw new LineTooLong(`a line of ${file} is too long`);
  }
  if (left.length > 0) onLine(textOf(left), bytesRead);
};
