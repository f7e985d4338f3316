import type { Frame } from '../totalsMessage';

/** Writes a frame as the service does. */
export const frameText = ({ id, event, data }: Frame): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event ?? 'message'}\ndata: ${data}\n\n`;

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
