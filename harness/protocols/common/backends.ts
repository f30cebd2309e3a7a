import { show, showChoice } from '../../match/format.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { BackendChoice } from '../../scenario/traffic/common.ts';
import type { Backends, PodIdentity } from '../types.ts';

/** The labels that an expectation names. */
export function labelsOf(choice: BackendChoice): readonly string[] {
  return 'backend' in choice ? [choice.backend] : choice.oneOf;
}

/** `an answer by backend v1 or v2`. */
export function describeAnswer(choice: BackendChoice): string {
  return `an answer by backend ${showChoice(labelsOf(choice))}`;
}

/** The labels in `an answer by backend v1 or v2`, or in what names the pod behind them; none in another text. */
export function readLabels(answer: string): readonly string[] {
  const [, choice] = /^an answer by backend ([^(]+?)(?: \(pod .*)?$/.exec(answer) ?? [];
  return choice?.split(/, | or /) ?? [];
}

/**
 * The answer must come from a pod of one of these backends.
 * @param body what came, for an answer that is no backend's
 */
export function matchBackend(
  pod: PodIdentity | undefined,
  body: string,
  labels: readonly string[],
  backends: Backends,
): FieldMismatch[] {
  const expected = `an answer by backend ${showChoice(labels)}`;
  if (!pod) {
    return [{ path: 'backend', expected, observed: `an answer that is no backend's, with the body ${show(body)}` }];
  }
  const answered = labels.some((label) => isPodOf(pod, label, backends));
  return answered ? [] : [{ path: 'backend', expected, observed: `an answer by ${nameBackend(pod, backends)}` }];
}

/** A code that the gateway itself is to answer says nothing when a backend gave it. */
export function matchNoBackend(pod: PodIdentity | undefined, backends: Backends): FieldMismatch[] {
  if (!pod) return [];
  const observed = `an answer by ${nameBackend(pod, backends)}`;
  return [{ path: 'backend', expected: 'no backend to be reached', observed }];
}

/** `backend v2 (pod x in namespace y)`. */
export function nameBackend(identity: PodIdentity, backends: Backends): string {
  const labels = Object.keys(backends).filter((label) => isPodOf(identity, label, backends));
  const pod = `pod ${identity.pod} in namespace ${identity.namespace}`;
  return labels.length > 0 ? `backend ${showChoice(labels)} (${pod})` : `${pod}, which is no backend of the scenario`;
}

/** The first label of whose pods it is one. */
export function findLabel({ pod, namespace }: PodIdentity, backends: Backends): string | undefined {
  const owner = Object.entries(backends).find(([, one]) => one.namespace === namespace && one.pods.has(pod));
  return owner?.[0];
}

export function findBackend(label: string, backends: Backends): Backends[string] {
  const backend = backends[label];
  if (backend) return backend;
  const known = Object.keys(backends).sort().join(', ') || 'none';
  throw new HarnessError(`a row expects backend "${label}", which the scenario does not declare (declared: ${known})`);
}

export function isPodOf({ pod, namespace }: PodIdentity, label: string, backends: Backends): boolean {
  const backend = findBackend(label, backends);
  return backend.namespace === namespace && backend.pods.has(pod);
}
