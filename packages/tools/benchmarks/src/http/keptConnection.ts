import { once } from 'node:events';
import { connect } from 'node:net';

/** A connection that is kept from one request to the next. */
export interface KeptConnection {
  /** Sends a request, and resolves when it is answered. Rejects unless it is answered by 200. */
  readonly ask: (request: Buffer) => Promise<void>;
  readonly close: () => void;
}

const END_OF_HEAD = '\r\n\r\n';

/** Whether an answer with a length is all there. */
const isWhole = (answer: string): boolean => {
  const head = answer.indexOf(END_OF_HEAD);
  if (head < 0) return false;
  const [, length] = /^content-length: (\d+)/im.exec(answer.slice(0, head)) ?? [];
  if (length === undefined) throw new Error(`an answer without a length: ${answer}`);
  return answer.length >= head + END_OF_HEAD.length + Number(length);
};

/** Connects to a server. Nothing is made of an answer but whether it is all there and good. */
export const keepConnection = async (url: string): Promise<KeptConnection> => {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  let heard = '';
  let answered = Promise.withResolvers<undefined>();
  socket.on('error', (error) => {
    answered.reject(error);
  });
  // A byte is a character: a length counts bytes.
  socket.setEncoding('latin1').on('data', (text: string) => {
    heard += text;
    try {
      if (!isWhole(heard)) return;
      if (heard.startsWith('HTTP/1.1 200 ')) answered.resolve(undefined);
      else answered.reject(new Error(heard));
    } catch (thrown) {
      answered.reject(thrown);
    }
  });
  return {
    ask: (request) => {
      heard = '';
      answered = Promise.withResolvers();
      socket.write(request);
      return answered.promise;
    },
    close: () => socket.destroy(),
  };
};
