import type { ObjectKey } from '../scenario/kubernetes.ts';
import type { Level } from '../scenario/steps.ts';
import { eventually } from '../wait/eventually.ts';
import type { GiveUp } from '../wait/give-up.ts';
import type { StepContext } from './context.ts';
import { CONTROL_PATH, placeControlRoute } from './control/place.ts';
import type { Exchanged } from './exchange.ts';
import type { Entry } from './requests.ts';

/** How long a wrong answer must have been the same: this share of the traffic time-out, ms at most. */
const STEADY = { share: 1 / 12, mostMs: 10_000 };

/** Where a row is sent. */
export interface Destination {
  gateway: ObjectKey;
  entry: Entry;
  level?: Level;
}

/**
 * Lets nobody wait for a whole minute where the answer is plain: a row gives the same wrong answer each time, and a
 * route that is made only now is served at once. Not after a change, which may reach the data plane by another way than a
 * route does, nor where there is no answer or a 5xx, as while something starts.
 * @param destinations of the rows, by index
 */
export function createGiveUp(
  context: StepContext,
  destinations: readonly Destination[],
): GiveUp<Exchanged> | undefined {
  const { policies, state } = context;
  if (state.revised) return undefined;
  return {
    steadyMs: Math.min(policies.traffic.timeoutMs * STEADY.share, STEADY.mostMs),
    describe({ exchange: { response, echo }, mismatches }) {
      const paths = mismatches.map(({ path }) => path);
      if (!response || response.status >= 500 || paths.includes(CONTROL_PATH)) return undefined;
      return [response.status, echo?.namespace, echo?.pod, ...paths].join(' ');
    },
    isMinor: (row) => destinations[row]?.level === 'spec',
    async prove(rows, signal) {
      const wanted = unique(rows.flatMap((row) => destinations[row] ?? []));
      const took = await Promise.all(wanted.map((destination) => measureDelay(context, destination, signal)));
      const delays = took.filter((ms) => ms !== undefined);
      return delays.length < took.length ? undefined : Math.max(...delays);
    },
  };
}

/** How long a new route takes until it is served, ms; undefined where none can be made there, or is not served in time. */
async function measureDelay(
  context: StepContext,
  { gateway, entry }: Destination,
  signal: AbortSignal,
): Promise<number | undefined> {
  const { policies, clock } = context;
  // Not with the signal: a route that is half made could not be taken away again.
  const control = await placeControlRoute(context, gateway, entry);
  if (!control) return undefined;
  const placed = clock.now();
  try {
    if (control.instead !== undefined) return undefined;
    const { satisfied } = await eventually(policies.traffic, control.probe, { clock, signal });
    return satisfied ? clock.now() - placed : undefined;
  } finally {
    await control.remove();
  }
}

function unique(destinations: readonly Destination[]): Destination[] {
  const name = ({ gateway, entry }: Destination): string => JSON.stringify([gateway, entry]);
  return [...new Map(destinations.map((one) => [name(one), one])).values()];
}
