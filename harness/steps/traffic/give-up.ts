import type { Entry } from '../../protocols/types.ts';
import type { ObjectKey } from '../../scenario/kubernetes.ts';
import type { Level } from '../../scenario/level.ts';
import { eventually } from '../../wait/eventually.ts';
import type { GiveUp } from '../../wait/give-up.ts';
import type { InsideDestination, Placing } from '../context.ts';
import { placeMeshControl } from '../control/mesh.ts';
import { CONTROL_PATH, type PlacedControl, placeControlRoute } from '../control/place.ts';
import { identify } from './row.ts';
import type { Exchanged } from './types.ts';

/** How long a wrong answer must have been the same: this share of the traffic time-out, ms at most. */
const STEADY = { share: 1 / 12, mostMs: 10_000 };

/** Where a row is sent. */
export interface RowPlace {
  parent?: ObjectKey;
  inside?: InsideDestination;
  entry: Entry;
  level?: Level;
}

/**
 * Lets nobody wait for a whole minute where the answer is plain: a row gives the same wrong answer each time, and a
 * route that is made only now is served at once. Not where there is no answer, or one as while something starts.
 * @param places of the rows, by index
 */
export function createGiveUp(context: Placing, places: readonly RowPlace[]): GiveUp<Exchanged> {
  const { policies } = context;
  return {
    steadyMs: Math.min(policies.traffic.timeoutMs * STEADY.share, STEADY.mostMs),
    describe({ exchange, mismatches }) {
      const paths = mismatches.map(({ path }) => path);
      const answer = identify(exchange);
      if (!answer || answer.passing || paths.includes(CONTROL_PATH)) return undefined;
      return [answer.code, answer.backend?.namespace, answer.backend?.pod, ...paths].join(' ');
    },
    isMinor: (row) => places[row]?.level === 'spec',
    async prove(rows, signal) {
      const wanted = unique(rows.flatMap((row) => places[row] ?? []));
      const took = await Promise.all(wanted.map((place) => measureDelay(context, place, signal)));
      const delays = took.filter((ms) => ms !== undefined);
      return delays.length < took.length ? undefined : Math.max(...delays);
    },
  };
}

/** How long a new route takes until it is served, ms; undefined where none can be made there, or is not served in time. */
async function measureDelay(context: Placing, place: RowPlace, signal: AbortSignal): Promise<number | undefined> {
  const { policies, clock } = context;
  // Not with the signal: a route that is half made could not be taken away again.
  const control = await placeControl(context, place);
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

async function placeControl(context: Placing, { parent, inside, entry }: RowPlace): Promise<PlacedControl | undefined> {
  if (parent) return placeControlRoute(context, parent, entry);
  return inside && (await placeMeshControl(context, inside));
}

function unique(places: readonly RowPlace[]): RowPlace[] {
  const name = ({ parent, inside, entry }: RowPlace): string => JSON.stringify([parent, inside?.from, entry]);
  return [...new Map(places.map((one) => [name(one), one])).values()];
}
