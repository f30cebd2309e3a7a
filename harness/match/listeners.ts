import { GATEWAY_GROUP } from '../kinds/index.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import type { ListenerExpectation } from '../scenario/expectations.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { type ConditionRules, findDuplicates, matchConditions } from './conditions.ts';
import { show } from './format.ts';
import { asList, asObject, asText } from './read.ts';

/**
 * Compares `status.listeners` by name: each expected one exactly once, none that `spec.listeners` does not have (the
 * status of a listener that is gone must go too).
 */
export function matchListeners(
  object: KubeObject,
  expected: Readonly<Record<string, ListenerExpectation>>,
  rules: ConditionRules,
): FieldMismatch[] {
  const listeners = asList(asObject(object.status).listeners).map(asObject);
  const names = listeners.map((listener) => asText(listener.name));
  const declared = new Set(asList(asObject(object.spec).listeners).map((listener) => asText(asObject(listener).name)));
  const mismatches: FieldMismatch[] = [];
  const report = (name: string, wanted: string, observed: string) => {
    mismatches.push({ path: `status.listeners[${name}]`, expected: wanted, observed });
  };
  for (const name of findDuplicates(names)) report(name, 'one entry', 'several entries');
  for (const name of new Set(names)) {
    if (!declared.has(name)) report(name, 'no entry, since spec.listeners has no such listener', 'an entry');
  }
  for (const [name, expectation] of Object.entries(expected)) {
    const listener = listeners.find((candidate) => candidate.name === name);
    if (!listener) report(name, 'an entry', names.length > 0 ? `entries for ${names.join(', ')} only` : 'no listeners');
    else mismatches.push(...matchListener(`status.listeners[${name}]`, listener, expectation, rules));
  }
  return mismatches;
}

function matchListener(
  path: string,
  listener: Record<string, unknown>,
  expected: ListenerExpectation,
  rules: ConditionRules,
): FieldMismatch[] {
  const mismatches = matchConditions(`${path}.conditions`, listener.conditions, expected.conditions ?? {}, rules);
  if (expected.attachedRoutes !== undefined && listener.attachedRoutes !== expected.attachedRoutes) {
    const observed = show(listener.attachedRoutes);
    mismatches.push({ path: `${path}.attachedRoutes`, expected: String(expected.attachedRoutes), observed });
  }
  const observed = asList(listener.supportedKinds).map(nameKind).sort();
  for (const kind of expected.supportsAtLeast ?? []) {
    if (observed.includes(kind)) continue;
    mismatches.push({ path: `${path}.supportedKinds`, expected: `${kind} among them`, observed: showKinds(observed) });
  }
  if (expected.supportedKinds !== undefined) {
    const wanted = [...expected.supportedKinds].sort();
    if (wanted.join() !== observed.join()) {
      mismatches.push({ path: `${path}.supportedKinds`, expected: showKinds(wanted), observed: showKinds(observed) });
    }
  }
  return mismatches;
}

/** The bare kind within the Gateway API's group, which is the default; `group/kind` elsewhere. */
function nameKind(value: unknown): string {
  const { group, kind } = asObject(value);
  const name = asText(kind, '(no kind)');
  // Unlike a missing group, an empty one is a group: the core group.
  return group === undefined || group === null || group === GATEWAY_GROUP ? name : `${String(group)}/${name}`;
}

function showKinds(kinds: readonly string[]): string {
  return kinds.length === 0 ? 'none' : kinds.join(', ');
}
