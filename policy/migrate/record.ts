import { compareServed, type Difference } from './compare.ts';
import { levelOf } from './rules.ts';
import type { Probe, Side, Take, Takes } from './types.ts';

/** What came of one request on both sides. */
export interface Record {
  probe: Probe;
  ingress: Take;
  gateway: Take;
  differences: readonly Difference[];
}

/** Asks both sides, and compares the pair of answers that is the nearest among those that are allowed. */
export function askBoth(probes: readonly Probe[], ingress: Side, gateway: Side): Record[] {
  return probes.map((probe) => compareTakes(probe, ingress.ask(probe.request), gateway.ask(probe.request)));
}

export function compareTakes(probe: Probe, ingress: Takes, gateway: Takes): Record {
  const strict: Record = {
    probe,
    ingress: ingress[0],
    gateway: gateway[0],
    differences: compareServed(ingress[0].served, gateway[0].served),
  };
  if (!strict.differences.some(isGrave)) return strict;
  if (probe.variant === 'deeper wildcard')
    return { ...strict, differences: [{ rule: 'migrate-wildcard-labels', what: '' }] };
  const pairs = ingress.flatMap((first) => gateway.map((second) => [first, second] as const));
  const same = pairs.find(([first, second]) => !compareServed(first.served, second.served).some(isGrave));
  if (!same) return strict;
  // What the Ingress leaves open is no fault of the translation, and nothing that a Gateway could do otherwise.
  return same[1] === gateway[0]
    ? { ...strict, ingress: same[0], differences: compareServed(same[0].served, gateway[0].served) }
    : { ...strict, differences: [{ rule: 'migrate-left-open', what: '' }] };
}

function isGrave({ rule, level }: Difference): boolean {
  return (level ?? levelOf(rule)) !== 'info';
}
