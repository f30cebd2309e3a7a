import { ExchangeError } from '../../protocols/common/exchange.ts';
import type { Sender } from '../../protocols/common/sender.ts';
import { toExchangeError } from '../../protocols/common/sender-failure.ts';
import { UNREACHED } from '../../protocols/common/unreached.ts';
import type { InsidePlace } from '../../protocols/types.ts';
import { type AgentExchanges, AgentLost } from './exchanges.ts';
import { explainInside } from './opener.ts';
import type { AgentOutcome, AgentStage } from './read-line.ts';
import { NoConnection } from './session.ts';

/** As exchanges over connections of our own tell how far they got. */
const STAGES: Readonly<Record<AgentStage, string>> = {
  connecting: 'connecting',
  sent: 'waiting for the response',
  answering: 'reading the body',
};

/** Sends from a pod to one place, by the agent there. */
export function createAgentSender(exchanges: AgentExchanges, place: InsidePlace): Sender {
  const { host, port } = place;
  return {
    async send(message, progress) {
      const outcome = await exchanges
        .send(host, port, message, {
          onStage: (stage) => {
            progress.stage = STAGES[stage];
          },
          onCancel: progress.onEnd,
        })
        .catch((error: unknown) => {
          throw new ExchangeError(UNREACHED, explainLoss(error, place));
        });
      if (!outcome) return undefined;
      if ('answer' in outcome) return outcome.answer;
      throw toError(outcome, place);
    },
  };
}

function explainLoss(error: unknown, place: InsidePlace): string {
  if (error instanceof AgentLost) return `${error.message}: pod ${place.namespace}/${place.pod}`;
  return explainInside(error, place, 'no agent to send by') ?? String(error);
}

function toError({ failure }: Extract<AgentOutcome, { failure: object }>, place: InsidePlace): ExchangeError {
  const reason = failure.unopened ? explainInside(new NoConnection(failure.code), place, '') : undefined;
  return reason === undefined ? toExchangeError(failure) : new ExchangeError(UNREACHED, reason);
}
