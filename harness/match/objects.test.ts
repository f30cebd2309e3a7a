import type { StatusExpectation } from '../scenario/expectations.ts';
import type { Condition, KubeObject } from '../scenario/kubernetes.ts';
import { matchStatus, type StatusMatchContext } from './index.ts';

/** Objects for the tests beside this file; no tests of its own. */
export const CONTROLLER = 'example.com/ours';
const GROUP = 'gateway.networking.k8s.io';
const CONTEXT: StatusMatchContext = {
  controllerName: CONTROLLER,
  resolveParent(expectation) {
    if ('gateway' in expectation) {
      const { gateway: name, namespace = 'ns' } = expectation;
      return { group: GROUP, kind: 'Gateway', name, namespace };
    }
    const [kind = '', name = ''] = ('parent' in expectation ? expectation.parent : expectation.ancestor).split('/');
    return { group: kind === 'Service' ? '' : GROUP, kind, name, namespace: 'ns' };
  },
};
export const match = (object: KubeObject | undefined, expectation: StatusExpectation) =>
  matchStatus(object, expectation, CONTEXT);
export const paths = (object: KubeObject | undefined, expectation: StatusExpectation) => {
  return match(object, expectation).map(({ path }) => path);
};

export function condition(
  type: string,
  fields: Partial<Record<keyof Condition, unknown>> = {},
): Record<string, unknown> {
  const usual = { status: 'True', reason: type, message: '', observedGeneration: 3 };
  return { type, lastTransitionTime: '2026-01-01T00:00:00Z', ...usual, ...fields };
}

export function gateway(conditions: unknown, more: Record<string, unknown> = {}): KubeObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'g', namespace: 'ns', generation: 3 },
    spec: { listeners: [{ name: 'http' }, { name: 'https' }] },
    status: { conditions, ...more },
  };
}
