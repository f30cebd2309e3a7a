import { findLabel } from '../../protocols/common/backends.ts';
import type { Backends, Exchange } from '../../protocols/types.ts';
import type { StepContext } from '../context.ts';
import { sendOnce } from '../traffic/exchange.ts';
import { identify, type TrafficRow } from '../traffic/row.ts';
import { locate } from '../traffic/target.ts';
import type { Sample } from './record.ts';

/** Pause between two requests, ms: what a time is exact to. */
export const EVERY_MS = 20;
/** Requests without an answer at the same time; a gateway that holds them all gets no more. */
const IN_FLIGHT = 64;

/** Sends one request again and again, whatever is answered. */
export interface Stream {
  /** Answers so far, times from `clock.now()`. */
  answers: readonly { sample: Sample; exchange: Exchange }[];
  /** Sends no more, and waits for the answers. Throws where this machine could not send. */
  end(): Promise<void>;
}

/** @param before of the same request as `after`; without it any answer is right before */
export async function startStream(
  context: StepContext,
  before: TrafficRow | undefined,
  after: TrafficRow,
): Promise<Stream> {
  const { clock, signal, backends, pool } = context;
  const { protocol, request, entry, destination } = after;
  const location = await locate(destination, context);
  // What a connection was made with stays its certificate.
  const keeps = !entry.tls && (protocol.keepsConnection?.(request) ?? false);
  const answers: { sample: Sample; exchange: Exchange }[] = [];
  const flying = new Set<Promise<void>>();
  const ended = new AbortController();
  let failure: unknown;
  const send = async (kept: boolean): Promise<void> => {
    const sentMs = clock.now();
    const message = { protocol: protocol.name, location, port: entry.port, request, ...(kept ? { pool } : {}) };
    const exchange = await sendOnce(context, message, signal);
    const isRight = ({ match }: TrafficRow): boolean => match(exchange, { backends }).length === 0;
    const isAfter = isRight(after);
    answers.push({
      exchange,
      sample: {
        sentMs,
        answeredMs: clock.now(),
        isBefore: before ? isRight(before) : !isAfter && identify(exchange) !== undefined,
        isAfter,
        isCutOff: kept && identify(exchange) === undefined,
        kind: nameKind(exchange, backends),
      },
    });
  };
  const run = async (): Promise<void> => {
    for (let count = 0; !ended.signal.aborted && !signal.aborted; count += 1) {
      if (flying.size < IN_FLIGHT) {
        // Every second one over a connection that is kept open, as clients have them.
        const sent = send(keeps && count % 2 === 1)
          .catch((error: unknown) => {
            failure ??= error;
          })
          .finally(() => flying.delete(sent));
        flying.add(sent);
      }
      await clock.sleep(EVERY_MS, ended.signal).catch(() => {});
    }
  };
  const running = run();
  return {
    answers,
    async end() {
      ended.abort();
      await running;
      await Promise.all(flying);
      signal.throwIfAborted();
      if (failure !== undefined) throw failure;
    },
  };
}

/** What came, without what differs from run to run. */
function nameKind(exchange: Exchange, backends: Backends): string {
  const answer = identify(exchange);
  if (!answer) return `none ${exchange.error?.code ?? ''}`.trim();
  if (!answer.backend) return answer.code;
  return `backend ${findLabel(answer.backend, backends) ?? 'of nobody here'}`;
}
