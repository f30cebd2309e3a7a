import type { StreamEntry } from '../../model/served.ts';
import { chooseBackend } from '../backends.ts';
import type { DataPlaneContext } from '../context.ts';
import type { Upstream } from '../http/types.ts';

/** Where a connection or datagram goes by the entries that match it; undefined, and logged, where it is refused. */
export function chooseUpstream(
  entries: readonly StreamEntry[],
  what: string,
  context: DataPlaneContext,
  passesThrough = false,
): Upstream | undefined {
  const entry = context.behaviour.streams.choose(entries);
  if (!entry) {
    context.log(`Refused ${what}: no route matches`);
    return undefined;
  }
  const chosen = chooseBackend(entry.rule, context, passesThrough);
  if (chosen.kind === 'chosen') return chosen.upstream;
  context.log(`Refused ${what}: ${chosen.reason}`);
  return undefined;
}
