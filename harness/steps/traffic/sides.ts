import { Mismatch } from '../../scenario/errors.ts';
import { awaitAll } from '../../wait/together.ts';
import type { TimePolicy } from '../../wait/types.ts';
import type { Location, Placing } from '../context.ts';
import { type PlacedControl, placeControlRoute } from '../control/place.ts';
import type { TrafficRow } from './row.ts';
import { locate } from './target.ts';

/** The rows that go to one Gateway, ListenerSet or address, and what shows that its configuration is live. */
export interface Side {
  location?: Location;
  /** Why nothing can be sent to it. */
  unreachable?: Mismatch;
  needsControl: boolean;
  control?: PlacedControl;
}

/** A window this many times as long stands in for a control route that could not be where it should. */
const UNPROVEN_WINDOW = 3;

/**
 * The side of each row.
 * @param isUnproven the configuration was changed, and nothing has shown since that the data plane knows
 * @param sides gets each as soon as it is there, so that its control route is removed in any case
 */
export async function findSides(
  context: Placing,
  rows: readonly TrafficRow[],
  isUnproven: boolean,
  sides: Map<string, Side>,
): Promise<readonly (Side | undefined)[]> {
  const prepared = rows.map(async ({ destination }, index) => {
    const first = rows[index];
    if (sides.has(destination.name) || !first) return;
    const own = rows.filter((other) => other.destination.name === destination.name);
    const side: Side = { needsControl: isUnproven || !own.some(({ provesLive }) => provesLive) };
    sides.set(destination.name, side);
    await prepareSide(context, side, first);
  });
  // All are awaited, so that none makes a control route after the others were removed.
  await awaitAll(prepared);
  return rows.map(({ destination }) => sides.get(destination.name));
}

async function prepareSide(context: Placing, side: Side, { destination, entry }: TrafficRow): Promise<void> {
  try {
    side.location = await locate(destination, context);
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    side.unreachable = error;
    return;
  }
  if (side.needsControl && destination.parent) {
    side.control = await placeControlRoute(context, destination.parent, entry);
  }
}

/** How long rows must hold: longer where nothing proves that the configuration is live. */
export function chooseWindow(sides: readonly Side[], settle: TimePolicy): TimePolicy {
  const isUnproven = ({ needsControl, control, unreachable }: Side): boolean =>
    needsControl && !unreachable && (!control || control.instead !== undefined);
  if (!sides.some(isUnproven)) return settle;
  return { ...settle, timeoutMs: settle.timeoutMs * UNPROVEN_WINDOW };
}
