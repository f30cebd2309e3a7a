import type { Exchange, Remote } from '../../protocols/types.ts';
import type { Probe } from '../../wait/eventually.ts';
import { eventuallyAll } from '../../wait/eventually-all.ts';
import type { Judging, RowOutcome, Sending, StepContext } from '../context.ts';
import { type Exchanged, sendOnce } from './exchange.ts';
import { createGiveUp } from './give-up.ts';
import { describeProof, failRow, findDoubt, judgeRow } from './judge.ts';
import { createLogContext } from './logs.ts';
import type { TrafficRow } from './row.ts';
import { chooseWindow, findSides, type Side } from './sides.ts';

/** Tries rows together until all hold and have held for the settle window. They may go to several Gateways. */
export async function runTraffic(context: StepContext, rows: readonly TrafficRow[]): Promise<RowOutcome[]> {
  const { clock, policies, signal, progress } = context;
  const startedAt = clock.date().toISOString();
  const sides = new Map<string, Side>();
  const exchanges: Exchange[][] = rows.map(() => []);
  try {
    const owners = await findSides(context, rows, progress.isUnproven(), sides);
    const tried = rows.flatMap((row, index) => {
      const address = owners[index]?.address;
      if (address === undefined) return [];
      const remote = { address, port: row.entry.port };
      const probe = createProbe(context, row, remote, exchanges[index]);
      const awaited = row.wantsAnswer && row.entry.transport === 'tcp' ? remote : undefined;
      const { entry, level, destination } = row;
      return [{ index, probe, remote: awaited, place: { parent: destination.parent, entry, level } }];
    });
    const controls = [...sides.values()].flatMap(({ control }) => control ?? []);
    const remotes = [...tried, ...controls].map(({ remote }) => remote);
    const outcomes = await eventuallyAll(
      policies.traffic,
      chooseWindow([...sides.values()], policies.settle),
      [...tried, ...controls].map(({ probe }) => probe),
      { clock, signal },
      {
        // A change may reach the data plane by another way than a route does.
        ...(progress.isRevised()
          ? {}
          : {
              giveUp: createGiveUp(
                context,
                tried.map(({ place }) => place),
              ),
            }),
        async arrive(index, during) {
          const { timeoutMs } = policies.request;
          if (remotes[index]) await context.client.reach(remotes[index], { timeoutMs, signal: during });
        },
      },
    );
    const doubts = new Map(
      await Promise.all(
        controls.map(
          async (control, index) => [control, await findDoubt(control, outcomes[tried.length + index])] as const,
        ),
      ),
    );
    if (outcomes.every(({ satisfied }) => satisfied)) progress.noteProof();
    return rows.map((row, index) => {
      const side = owners[index];
      const common = { startedAt, exchanges: exchanges[index] ?? [] };
      const outcome = outcomes[tried.findIndex((one) => one.index === index)];
      if (!side || side.unreachable || !outcome) return { ...failRow(side?.unreachable), ...common };
      const doubt = side.control && !row.provesLive ? doubts.get(side.control) : undefined;
      const note = side.needsControl ? describeProof(side.control) : undefined;
      return { ...judgeRow(outcome, doubt, note), ...common };
    });
  } finally {
    // A controller may go through all that it has for each route that goes: the last ones go with their namespace.
    if (!context.isLast()) await Promise.all([...sides.values()].map(({ control }) => control?.remove()));
  }
}

function createProbe(
  context: Sending & Judging,
  { protocol, request, match, matchLogs }: TrafficRow,
  remote: Remote,
  kept: Exchange[] = [],
): Probe<Exchanged> {
  const { backends } = context;
  return async (_attempt, signal) => {
    const exchange = await sendOnce(context, { protocol: protocol.name, remote, request }, signal);
    kept.push(exchange);
    const mismatches = match(exchange, { backends });
    if (mismatches.length > 0 || !matchLogs) return { exchange, mismatches };
    return { exchange, mismatches: await matchLogs(exchange, createLogContext(context, signal)) };
  };
}
