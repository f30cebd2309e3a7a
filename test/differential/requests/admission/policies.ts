import type { RequestStep, Step, UntilStep } from '../../run/steps.ts';

const API = '/apis/admissionregistration.k8s.io/v1';
export const POLICIES = `${API}/validatingadmissionpolicies`;
export const BINDINGS = `${API}/validatingadmissionpolicybindings`;
export const MAPS_RULE = rule('configmaps');

/** Of the core group unless told. */
export function rule(resource: string, more: object = {}): object {
  return { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: [resource], ...more };
}

/** A policy that is about ConfigMaps with its own label only, unless told. */
export function makePolicy(name: string, spec: object): object {
  const objectSelector = { matchLabels: { policy: name } };
  const matchConstraints = { resourceRules: [MAPS_RULE], objectSelector };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: `${name}.example.com` },
    spec: { matchConstraints, ...spec },
  };
}

export function makeBinding(name: string, spec: object = {}, suffix = ''): object {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: `${name}${suffix}.example.com` },
    spec: { policyName: `${name}.example.com`, validationActions: ['Deny'], ...spec },
  };
}

export function createPolicy(id: string, body: object): RequestStep {
  return { id: `policy-${id}`, method: 'POST', path: POLICIES, body };
}

export function createBinding(id: string, body: object): RequestStep {
  return { id: `binding-${id}`, method: 'POST', path: BINDINGS, body };
}

/** A policy with its one binding. */
export function bindPolicy(name: string, spec: object, binding: object = {}): Step[] {
  return [createPolicy(name, makePolicy(name, spec)), createBinding(name, makeBinding(name, binding))];
}

/** A ConfigMap that a policy is about. */
export function makeMap(name: string, policy: string, data: object = {}, more: object = {}): object {
  const labels = { policy };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels, ...more }, data };
}

/**
 * Waits until all policies before it count: a real server looks for new ones once a second.
 * @param maps path of the ConfigMaps of a namespace
 */
export function awaitPolicies(maps: string, group: string): Step[] {
  const name = `${group}-awaited`;
  const until: UntilStep = { until: `${maps}?dryRun=All`, body: makeMap('awaited', name), code: 422 };
  return [...bindPolicy(name, { validations: [{ expression: 'false' }] }), until];
}

export const NAMESPACE = '/api/v1/namespaces/admission';
export const MAPS = `${NAMESPACE}/configmaps`;
/** Of a namespace with the label `guarded`. */
export const GUARDED_MAPS = MAPS.replace('admission', 'admission-guarded');
export const NEVER = [{ expression: 'false' }];

/** What a policy is about: objects with its label, by these rules. */
export function selecting(name: string, ...resourceRules: object[]): { matchConstraints: object } {
  return { matchConstraints: { resourceRules, objectSelector: { matchLabels: { policy: name } } } };
}

/** Creates a ConfigMap that a policy is about. */
export function create(id: string, policy: string, data: object = {}, more: object = {}): RequestStep {
  return { id, method: 'POST', path: MAPS, body: makeMap(id, policy, data, more) };
}

/** A request to create a namespace with these labels. */
export function createNamespace(id: string, name: string, labels: object): RequestStep {
  return {
    id,
    method: 'POST',
    path: '/api/v1/namespaces',
    body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } },
  };
}
