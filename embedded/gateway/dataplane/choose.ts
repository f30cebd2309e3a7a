import type { Habits } from '../variants/types.ts';

/** Chooses an index by weight; -1 where all weights are 0. Sequences are kept apart by id. */
export type Choose = (id: string, weights: readonly number[]) => number;

const goldenRatio = (Math.sqrt(5) - 1) / 2;

export function createChooser(choice: Habits['choice'], random: () => number): Choose {
  if (choice === 'random') return (_id, weights) => pickAt(weights, random());
  return choice === 'rotation' ? createRotation() : createEvenSequence(random);
}

/** Steps of the golden ratio from a random start: as good as random to a client, and close to the weights early on. */
function createEvenSequence(random: () => number): Choose {
  const positions = new Map<string, number>();
  return (id, weights) => {
    const position = ((positions.get(id) ?? random()) + goldenRatio) % 1;
    remember(positions, id, position);
    return pickAt(weights, position);
  };
}

/** Every choice raises each weight's credit; the highest is chosen and pays the total. */
function createRotation(): Choose {
  const credits = new Map<string, number[]>();
  return (id, weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    if (total === 0) return -1;
    const old = credits.get(id) ?? [];
    const raised = weights.map((weight, index) => (old[index] ?? 0) + weight);
    const open = raised.map((credit, index) => (weights[index] ? credit : Number.NEGATIVE_INFINITY));
    const chosen = open.indexOf(Math.max(...open));
    remember(
      credits,
      id,
      raised.map((credit, index) => (index === chosen ? credit - total : credit)),
    );
    return chosen;
  };
}

/** The index at a position of 0 to 1 along the weights. */
export function pickAt(weights: readonly number[], position: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let rest = position * total;
  for (const [index, weight] of weights.entries()) {
    if (weight > 0 && rest < weight) return index;
    rest -= weight;
  }
  return weights.findLastIndex((weight) => weight > 0);
}

function remember<Value>(map: Map<string, Value>, id: string, value: Value): void {
  // Rules come and go; losing a sequence does no harm.
  if (map.size > 5000) map.clear();
  map.set(id, value);
}
