import { status } from '../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import type { ConditionExpectations } from '../../harness/scenario/expectations.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import type { ObjectRef, StatusStep } from '../../harness/scenario/steps.ts';
import { GATEWAY_API_VERSION, GATEWAY_GROUP, type Listener, type ParentRef } from './gateway-api.ts';
import { namespaceOf } from './namespaces.ts';

export interface ListenerSetOptions {
  /** Label of the set's namespace; default: the main one. */
  namespace?: string;
  /** Label of the Gateway in the main namespace that it is for. */
  gateway: string;
  listeners: readonly Listener[];
}

/** Further listeners for a Gateway of the scenario. */
export function listenerSet(env: ScenarioEnv, label: string, options: ListenerSetOptions): KubeObject {
  return {
    apiVersion: GATEWAY_API_VERSION,
    kind: 'ListenerSet',
    metadata: { name: env.name(label), namespace: namespaceOf(env, options.namespace) },
    spec: {
      parentRef: {
        group: GATEWAY_GROUP,
        kind: 'Gateway',
        name: env.name(options.gateway),
        namespace: env.namespace,
      },
      listeners: options.listeners,
    },
  };
}

/** Reference to a ListenerSet of the scenario, in the route's own namespace unless `further` says otherwise. */
export function setParent(env: ScenarioEnv, label: string, further: Partial<ParentRef> = {}): ParentRef {
  return { group: GATEWAY_GROUP, kind: 'ListenerSet', name: env.name(label), ...further };
}

/** A ListenerSet that is taken whole and serves. */
export const SET_SERVES: ConditionExpectations = {
  Accepted: { status: 'True', reason: 'Accepted' },
  Programmed: { status: 'True', reason: 'Programmed' },
};

/** A ListenerSet that serves, some of whose listeners may be invalid. */
export const SET_SERVES_IN_PART: ConditionExpectations = {
  Accepted: 'True',
  Programmed: { status: 'True', reason: 'Programmed' },
};

/** A ListenerSet that is not taken, for this reason. */
export function refusedSet(reason: 'NotAllowed' | 'ListenersNotValid'): ConditionExpectations {
  return { Accepted: { status: 'False', reason }, Programmed: { status: 'False', reason } };
}

/** A listener that another one of higher precedence keeps from serving. */
export function conflicted(reason: 'HostnameConflict' | 'ProtocolConflict'): ConditionExpectations {
  return {
    Accepted: { status: 'False', reason },
    Programmed: { status: 'False', reason },
    Conflicted: { status: 'True', reason },
  };
}

/** The Gateway must count so many ListenerSets as attached. None may be counted by leaving the field out. */
export function countsSets(ref: ObjectRef, count: number): StatusStep {
  return status(ref, { attachedListenerSets: count });
}
