import type { ConditionExpectations, ListenerExpectation } from '../../harness/scenario/expectations.ts';

/** An HTTPRoute's parent took it, and all that it refers to is there. */
export const ROUTE_ATTACHED: ConditionExpectations = {
  Accepted: { status: 'True', reason: 'Accepted' },
  ResolvedRefs: { status: 'True', reason: 'ResolvedRefs' },
};

/** The parent took the route, one of whose references is invalid for this reason. */
export function unresolved(reason: string | readonly string[]): ConditionExpectations {
  return { Accepted: { status: 'True', reason: 'Accepted' }, ResolvedRefs: { status: 'False', reason } };
}

/** The parent did not take the route, for this reason. */
export function rejected(reason: string): ConditionExpectations {
  return { Accepted: { status: 'False', reason } };
}

/** A Gateway that serves. */
export const GATEWAY_SERVES: ConditionExpectations = { Accepted: 'True', Programmed: 'True' };

/** A listener that serves. */
export const LISTENER_SERVES: ConditionExpectations = {
  Accepted: 'True',
  Programmed: 'True',
  ResolvedRefs: 'True',
};

/** A listener that serves with a certificate of another namespace, and has no routes. */
export const CERTIFICATE_GRANTED: ListenerExpectation = {
  conditions: { Programmed: { status: 'True', reason: 'Programmed' }, ResolvedRefs: 'True' },
  supportsAtLeast: ['HTTPRoute'],
  attachedRoutes: 0,
};
