import type { ClientHttp2Stream } from 'node:http2';
import type { SentMessage } from '../../protocols/common/sender.ts';
import { type AgentOutcome, type AgentStage, readLine } from './read-line.ts';
import { type AgentSession, NotOffered } from './session.ts';

const PATH = '/exchanges/v1';

/** The way to the agent was lost before it answered. */
export class AgentLost extends Error {}

/** Requests that the agent of one pod sends by itself, any number at the same time over one stream. */
export interface AgentExchanges {
  /**
   * Undefined where the agent is one that cannot. Rejects with AgentLost where the stream ends first, else as the stream could not
   * be opened.
   * @param watch called once it is under way: how far it got, and what gives it up
   */
  send(
    host: string,
    port: number,
    message: SentMessage,
    watch: { onStage(stage: AgentStage): void; onCancel(cancel: () => void): void },
  ): Promise<AgentOutcome | undefined>;
  close(): void;
}

interface Pending {
  onStage(stage: AgentStage): void;
  resolve(outcome: AgentOutcome): void;
  reject(error: Error): void;
}

interface Channel {
  stream: ClientHttp2Stream;
  pending: Map<number, Pending>;
  write(line: object): void;
}

/** @param onMissing called once, where the agent cannot send by itself */
export function createExchanges(session: Pick<AgentSession, 'ask'>, onMissing: () => void): AgentExchanges {
  let channel: Promise<Channel | undefined> | undefined;
  let closed = false;
  let last = 0;

  const open = async (): Promise<Channel | undefined> => {
    try {
      const opened = toChannel(await session.ask(PATH));
      opened.stream.once('close', () => {
        channel = undefined;
      });
      if (closed) opened.stream.destroy();
      return opened;
    } catch (error) {
      if (error instanceof NotOffered) {
        onMissing();
        return undefined;
      }
      channel = undefined;
      throw error;
    }
  };

  return {
    async send(host, port, message, { onStage, onCancel }) {
      channel ??= open();
      const opened = await channel;
      if (!opened) return undefined;
      last += 1;
      const id = last;
      return new Promise((resolve, reject) => {
        opened.pending.set(id, { onStage, resolve, reject });
        if (opened.stream.closed || opened.stream.destroyed) {
          opened.pending.delete(id);
          reject(new AgentLost('the connection to the agent was lost'));
          return;
        }
        opened.write({ id, host, port, ...encode(message) });
        onCancel(() => {
          if (opened.pending.delete(id)) opened.write({ cancel: id });
        });
      });
    },
    close() {
      closed = true;
      void channel?.then((opened) => opened?.stream.destroy()).catch(() => {});
    },
  };
}

function toChannel(stream: ClientHttp2Stream): Channel {
  const pending = new Map<number, Pending>();
  let lines: string[] = [];
  const flush = (): void => {
    if (!stream.closed && !stream.destroyed) stream.write(lines.join(''));
    lines = [];
  };
  stream.on('error', () => {});
  stream.once('close', () => {
    for (const { reject } of pending.values()) reject(new AgentLost('the connection to the agent was lost'));
    pending.clear();
  });
  const take = (line: string): void => {
    const read = readLine(line);
    const waiting = read && pending.get(read.id);
    if (!read) stream.destroy();
    else if ('stage' in read) waiting?.onStage(read.stage);
    else {
      pending.delete(read.id);
      waiting?.resolve(read.outcome);
    }
  };
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const whole = `${rest}${chunk}`.split('\n');
    rest = whole.pop() ?? '';
    for (const line of whole) take(line);
  });
  return {
    stream,
    pending,
    // Those that are sent at the same time go together.
    write(line) {
      if (lines.push(`${JSON.stringify(line)}\n`) === 1) setImmediate(flush);
    },
  };
}

function encode(message: SentMessage): object {
  if ('http1' in message) return message;
  const { headers, body } = message.http2;
  return { http2: { headers, ...(body === undefined ? {} : { body: body.toString('base64') }) } };
}
