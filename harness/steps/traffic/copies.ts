import { protocolOf } from '../../protocols/index.ts';
import type { Exchange } from '../../protocols/types.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { DistributionStep } from '../../scenario/traffic.ts';
import type { Judging, Sending } from '../context.ts';
import { createLogContext } from './logs.ts';

type Copies = NonNullable<DistributionStep['copies']>;

/** Answers after which the backend's log is read. */
export const BATCH = 300;

/** What is counted, and in which shares. */
export function weighCopies({ to, share }: Copies): Readonly<Record<string, number>> {
  return { [copied(to)]: share, [UNCOPIED]: 1 - share };
}

/**
 * Whether each of the exchanges was copied, as it is counted.
 * @param nameStranger what an answer is counted as that comes from where none should; undefined where it is right
 */
export async function nameCopies(
  context: Sending & Judging,
  { protocol, copies }: DistributionStep & { copies: Copies },
  exchanges: readonly Exchange[],
  nameStranger: (exchange: Exchange) => string | undefined,
): Promise<readonly string[]> {
  const finder = protocolOf(protocol).copies;
  if (!finder) throw new HarnessError(`copies of ${protocol} requests cannot be found`);
  const found = await finder.find(exchanges, copies.to, createLogContext(context, context.signal));
  return exchanges.map((exchange, index) => nameStranger(exchange) ?? (found[index] ? copied(copies.to) : UNCOPIED));
}

const UNCOPIED = 'requests without a copy';

function copied(to: string): string {
  return `requests with a copy to ${to}`;
}
