import type { Exchange } from '../../protocols/types.ts';
import { eventuallyAll } from '../../wait/eventually-all.ts';
import type { RowOutcome, StepContext } from '../context.ts';
import { createGiveUp } from './give-up.ts';
import { tellRelapse, tryKeptConnections } from './held.ts';
import { describeProof, failRow, findDoubt, judgeRow } from './judge.ts';
import { createProbe } from './probe.ts';
import { isClear, type TrafficRow, untimed } from './row.ts';
import { createSharedSend } from './shared-exchanges.ts';
import { chooseWindow, findSides, type Side } from './sides.ts';

/** Tries rows together until all hold and have held for the settle window. They may go to several Gateways. */
export async function runTraffic(context: StepContext, rows: readonly TrafficRow[]): Promise<RowOutcome[]> {
  const { clock, policies, signal, progress } = context;
  const startedAt = clock.date().toISOString();
  const sides = new Map<string, Side>();
  const exchanges: Exchange[][] = rows.map(() => []);
  try {
    const owners = await findSides(context, rows, progress.isUnproven(), sides);
    const sharedBy = createSharedSend();
    const tried = rows.flatMap((row, index) => {
      const location = owners[index]?.location;
      if (location === undefined) return [];
      const { port } = row.entry;
      const rowProbe = createProbe(context, row, location, sharedBy(row));
      const probe = (_attempt: number, trying: AbortSignal) => rowProbe.tryNew(trying, exchanges[index]);
      const awaited = row.wantsAnswer && row.entry.transport === 'tcp' ? { location, port } : undefined;
      const { entry, plan, destination } = row;
      const held = plan && row.wantsAnswer ? [{ plan, probe: rowProbe, provesLive: row.provesLive }] : [];
      return [{ index, probe, held, awaited, place: { ...destination, entry, level: plan?.level } }];
    });
    const controls = [...sides.values()].flatMap(({ control }) => control ?? []);
    const awaited = [...tried.map((one) => one.awaited), ...controls];
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
        relapse: { isClear: (tried) => isClear(tried.exchange) && untimed(tried).mismatches.length > 0 },
        async arrive(index, during) {
          const { timeoutMs } = policies.request;
          const { location, port } = awaited[index] ?? {};
          if (!location || port === undefined) return;
          await context.client.reach({ address: location.current(), port }, { timeoutMs, signal: during });
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
    if (outcomes.every(({ satisfied }) => satisfied)) {
      progress.noteProof();
      const held = tried.flatMap((one) => one.held);
      for (const [index, { held: own }] of tried.entries()) tellRelapse(context, own, startedAt, outcomes[index]);
      await tryKeptConnections(context, held);
      context.hold(held);
    }
    return rows.map((row, index) => {
      const side = owners[index];
      const common = { startedAt, exchanges: exchanges[index] ?? [] };
      const outcome = outcomes[tried.findIndex((one) => one.index === index)];
      if (!side || side.unreachable || !outcome) return { ...failRow(side?.unreachable), ...common };
      const doubt = side.control && !row.provesLive ? doubts.get(side.control) : undefined;
      const note = side.needsControl ? describeProof(side.control) : undefined;
      return { ...judgeRow(outcome, doubt, note, common.exchanges), ...common };
    });
  } finally {
    // A controller may go through all that it has for each route that goes: the last ones go with their namespace.
    if (!context.isLast()) await Promise.all([...sides.values()].map(({ control }) => control?.remove()));
  }
}
