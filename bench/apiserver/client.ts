import { type ClientHttp2Session, connect, constants } from 'node:http2';

/** Where an API server is. */
export interface Target {
  url: string;
  token: string;
}

export interface Watch {
  close(): void;
}

/**
 * One client: a connection of its own over TLS and HTTP/2, as client-go has it. It reads answers, and parses none of them
 * unless asked, so that what is measured is the server.
 */
export class Client {
  readonly #session: ClientHttp2Session;
  readonly #token: string;

  private constructor(session: ClientHttp2Session, token: string) {
    this.#session = session;
    this.#token = token;
  }

  static async open({ url, token }: Target): Promise<Client> {
    // Both servers have certificates of their own making, on loopback.
    const session = connect(url, { rejectUnauthorized: false, settings: { initialWindowSize: 1024 * 1024 } });
    await new Promise<void>((resolve, reject) => {
      session.once('error', reject);
      session.once('connect', () => resolve());
    });
    session.on('error', () => {});
    return new Client(session, token);
  }

  /** The answer's text. Throws an Error for any other code than those of success. */
  async call(method: string, path: string, body?: string): Promise<string> {
    const { code, text } = await this.try(method, path, body);
    if (code >= 300) throw new Error(`${method} ${path} answered ${code}: ${text.slice(0, 500)}`);
    return text;
  }

  try(method: string, path: string, body?: string): Promise<{ code: number; text: string }> {
    return new Promise((resolve, reject) => {
      const stream = this.#session.request(this.#headers(method, path, body !== undefined));
      const chunks: Buffer[] = [];
      let code = 0;
      stream.on('response', (headers) => {
        code = Number(headers[':status']);
      });
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => resolve({ code, text: Buffer.concat(chunks).toString() }));
      stream.on('error', reject);
      stream.end(body);
    });
  }

  /** Opens a watch; `hear` is given whole lines, each an event. */
  watch(path: string, hear: (line: string) => void): Promise<Watch> {
    return new Promise((resolve, reject) => {
      const stream = this.#session.request(this.#headers('GET', path, false));
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('response', () => resolve({ close: () => stream.close(constants.NGHTTP2_CANCEL) }));
      stream.on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) hear(line);
      });
      stream.on('error', reject);
    });
  }

  close(): void {
    this.#session.destroy();
  }

  #headers(method: string, path: string, hasBody: boolean): Record<string, string> {
    const headers = { ':method': method, ':path': path, authorization: `Bearer ${this.#token}` };
    return hasBody ? { ...headers, 'content-type': 'application/json' } : headers;
  }
}
