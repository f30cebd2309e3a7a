import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Mutant } from './types.ts';

/** What a mistake has to be for the gateway with it to be as good as without; fields left out may be anything. */
export interface Equivalent {
  /** Last part of the path, so that an entry outlives a move to another folder. */
  file?: string;
  operator?: string;
  place?: string;
  before?: string;
  after?: string;
  /** Why no client and no status can tell. */
  reason: string;
}

/** Code that only serves a feature beyond the core of GATEWAY-HTTP: by a part of the path, by the function, or by both. */
interface BeyondCore {
  path?: string;
  place?: string;
  feature: string;
}

const beyondCore: readonly BeyondCore[] = readJson('beyond-core.json');

export const equivalents: readonly Equivalent[] = readJson('equivalents.json');

function readJson(name: string) {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}

/** The feature beyond the core that alone needs the code of a mistake; undefined where the core does. */
export function findFeature({ file, place }: Mutant): string | undefined {
  const fits = (entry: BeyondCore) =>
    (entry.path === undefined || file.includes(`/${entry.path}`)) &&
    (entry.place === undefined || entry.place === place);
  return beyondCore.find(fits)?.feature;
}

/** Why a mistake makes no difference; undefined where it does. */
export function findEquivalent(mutant: Mutant, known: readonly Equivalent[] = equivalents): string | undefined {
  const isIn = ({ file }: Equivalent) => file === undefined || mutant.file.endsWith(`/${file}`);
  const fields = ['operator', 'place', 'before', 'after'] as const;
  const fits = (entry: Equivalent) =>
    fields.every((field) => entry[field] === undefined || entry[field] === mutant[field]);
  return known.find((entry) => isIn(entry) && fits(entry))?.reason;
}

/**
 * So many mutants, of each kind of mistake as many as of the others as far as there are any, by lot. The same seed gives
 * the same ones, and most of them where some come or go.
 */
export function drawMutants(mutants: readonly Mutant[], count: number, seed: string): readonly Mutant[] {
  const lot = ({ name }: Mutant) => createHash('sha256').update(`${seed}\n${name}`).digest('hex');
  const drawn = mutants.map((mutant) => ({ mutant, lot: lot(mutant) })).sort((a, b) => (a.lot < b.lot ? -1 : 1));
  const turns = new Map<string, number>();
  const inTurn = drawn.map(({ mutant }) => {
    const turn = turns.get(mutant.operator) ?? 0;
    turns.set(mutant.operator, turn + 1);
    return { mutant, turn };
  });
  return inTurn
    .sort((a, b) => a.turn - b.turn)
    .slice(0, count)
    .map(({ mutant }) => mutant);
}
