import { rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';

/** The writing was given up because somebody asked for that. Nothing of it is left. */
export class GivenUp extends Error {
  override readonly name = 'GivenUp';
}

const CHUNK_CHARACTERS = 2 ** 20;

/**
 * Writes lines to a file. They go into a file of another name beside it, which gets its name when all
 * is on the disk, and is removed when anything goes wrong. Answers how many characters there are.
 *
 * Rejects with `GivenUp` when the signal is aborted, and with whatever the lines or the disk do.
 */
export const writeLines = async (
  file: string,
  lines: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<number> => {
  const beside = `${file}.partial`;
  const remove = (): void => {
    rmSync(beside, { force: true });
  };
  let handle;
  let characters = 0;
  try {
    handle = await open(beside, 'w', 0o600);
    let chunk = '';
    for await (const line of lines) {
      if (signal.aborted) throw new GivenUp();
      chunk += `${line}\n`;
      if (chunk.length < CHUNK_CHARACTERS) continue;
      await handle.write(chunk);
      characters += chunk.length;
      chunk = '';
    }
    await handle.write(chunk);
    await handle.sync();
    await handle.close();
    await rename(beside, file);
    return characters + chunk.length;
  } catch (thrown) {
    await handle?.close().catch(() => undefined);
    remove();
    throw thrown;
  }
};
