import type { LabelSelector, Listener, NamespaceSelection } from '../model/gateway.ts';
import { mapRules, read } from './read.ts';
import { type Fault, fault } from './types.ts';

/** Groups of references that are not looked at, selectors of labels, and ListenerSets that are taken for their Gateway. */
export const groupFaults: readonly Fault[] = [
  read(
    'backend-group-ignored',
    'takes a backendRef to a Service of any group for one of the core',
    'routes',
    () => (route) =>
      mapRules(route, (rule) => ({
        ...rule,
        ...(rule.backendRefs ? { backendRefs: rule.backendRefs.map(dropGroup) } : {}),
      })),
  ),
  read(
    'mirror-group-ignored',
    'takes a mirror that is a Service of any group for one of the core',
    'routes',
    () => (route) =>
      mapRules(route, (rule) => ({
        ...rule,
        ...(rule.filters
          ? {
              filters: rule.filters.map((filter) =>
                filter.requestMirror
                  ? {
                      ...filter,
                      requestMirror: {
                        ...filter.requestMirror,
                        backendRef: dropGroup(filter.requestMirror.backendRef),
                      },
                    }
                  : filter,
              ),
            }
          : {}),
      })),
  ),
  fault(
    'allowed-kind-group-ignored',
    'takes allowed kinds of any group for routes of the Gateway API',
    'attachment',
    (right) => ({
      supportedKinds: (listed, supported) => right.supportedKinds(listed.map(dropGroup), supported),
    }),
  ),
  read(
    'gateways-certificate-group-ignored',
    'takes Secrets of any group for certificates',
    'gateways',
    () => (owner) =>
      mapListeners(owner, (listener) =>
        listener.tls?.certificateRefs
          ? { ...listener, tls: { ...listener.tls, certificateRefs: listener.tls.certificateRefs.map(dropGroup) } }
          : listener,
      ),
  ),
  read(
    'policy-authority-group-ignored',
    'takes ConfigMaps of any group for authorities of backends',
    'policies',
    () => (policy) => {
      const caCertificateRefs = policy.spec.validation.caCertificateRefs?.map(dropGroup);
      const validation = { ...policy.spec.validation, ...(caCertificateRefs ? { caCertificateRefs } : {}) };
      return { ...policy, spec: { ...policy.spec, validation } };
    },
  ),
  read('policy-target-kind-ignored', 'takes targets of any kind for Services', 'policies', () => (policy) => ({
    ...policy,
    spec: { ...policy.spec, targetRefs: policy.spec.targetRefs.map((ref) => ({ ...ref, group: '', kind: 'Service' })) },
  })),
  ...selecting(
    'not-in-needs-label',
    'refuses namespaces without a label that must not have some value',
    (selector) => ({
      ...selector,
      matchExpressions: (selector.matchExpressions ?? []).flatMap((one) =>
        one.operator === 'NotIn' ? [one, { key: one.key, operator: 'Exists' }] : [one],
      ),
    }),
  ),
  ...selecting('exists-means-true', 'takes Exists for the value true', (selector) => ({
    ...selector,
    matchExpressions: (selector.matchExpressions ?? []).map((one) =>
      one.operator === 'Exists' ? { key: one.key, operator: 'In', values: ['true'] } : one,
    ),
  })),
  ...selecting('does-not-exist-ignored', 'does not look at labels that must not be there', (selector) => ({
    ...selector,
    matchExpressions: (selector.matchExpressions ?? []).filter(({ operator }) => operator !== 'DoesNotExist'),
  })),
  ...selecting('in-first-value', 'looks at the first of several values only', (selector) => ({
    ...selector,
    matchExpressions: (selector.matchExpressions ?? []).map((one) =>
      one.operator === 'In' ? { ...one, values: one.values?.slice(0, 1) ?? [] } : one,
    ),
  })),
  ...selecting('first-label', 'looks at the first of several labels only', (selector) => ({
    ...selector,
    ...(selector.matchLabels
      ? { matchLabels: Object.fromEntries(Object.entries(selector.matchLabels).slice(0, 1)) }
      : {}),
  })),
  ...selecting('labels-or-expressions', 'looks at expressions only where there are no labels to match', (selector) =>
    selector.matchLabels && Object.keys(selector.matchLabels).length > 0
      ? { matchLabels: selector.matchLabels }
      : selector,
  ),
  ...selecting('empty-selects-none', 'takes a selector without conditions for one that selects nothing', (selector) =>
    Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0
      ? { matchExpressions: [{ key: 'none', operator: 'In', values: [] }] }
      : selector,
  ),
  fault(
    'set-of-gateway-name',
    'takes a ListenerSet that has the name of its Gateway for the Gateway',
    'attachment',
    () => ({
      ofParent: (owner, _kind, key) => owner.key === key,
    }),
  ),
  read(
    'set-same-as-gateway',
    'takes the namespace of the Gateway for that of a ListenerSet',
    'listenerSets',
    () => (set) =>
      mapListeners(set, (listener) => {
        const { namespaces, ...rest } = listener.allowedRoutes ?? {};
        if ((namespaces?.from ?? 'Same') !== 'Same' || !set.spec.parentRef.namespace) return listener;
        const selector = { matchLabels: { 'kubernetes.io/metadata.name': set.spec.parentRef.namespace } };
        return { ...listener, allowedRoutes: { ...rest, namespaces: { from: 'Selector', selector } } };
      }),
  ),
  read(
    'set-listeners-by-name',
    'serves one of two listeners of one name in two ListenerSets',
    'listenerSets',
    () => (set, _key, model) =>
      mapListeners(set, (listener) => {
        const others = [...model.listenerSets.values()].filter(
          (other) => other.spec.parentRef.name === set.spec.parentRef.name && other.metadata.name < set.metadata.name,
        );
        const isTaken = others.some((other) => other.spec.listeners.some(({ name }) => name === listener.name));
        return isTaken ? { ...listener, hostname: 'nobody.invalid' } : listener;
      }),
  ),
];

function dropGroup<Ref extends { group?: string }>({ group: _dropped, ...ref }: Ref): Ref {
  return ref as Ref;
}

function mapListeners<Owner extends { spec: { listeners: Listener[] } }>(
  owner: Owner,
  change: (listener: Listener) => Listener,
): Owner {
  return { ...owner, spec: { ...owner.spec, listeners: owner.spec.listeners.map(change) } };
}

/** The same for the selectors of routes and of ListenerSets. */
function selecting(name: string, description: string, change: (selector: LabelSelector) => LabelSelector): Fault[] {
  const changeIn = (namespaces: NamespaceSelection | undefined) =>
    namespaces?.selector ? { ...namespaces, selector: change(namespaces.selector) } : namespaces;
  return [
    fault(`route-selector-${name}`, `${description}, for routes`, 'attachment', (right) => ({
      namespaceAllowed: (listener, ...rest) => {
        const namespaces = changeIn(listener.allowedRoutes?.namespaces);
        return right.namespaceAllowed(
          namespaces ? { ...listener, allowedRoutes: { ...listener.allowedRoutes, namespaces } } : listener,
          ...rest,
        );
      },
    })),
    fault(`set-selector-${name}`, `${description}, for ListenerSets`, 'listeners', (right) => ({
      allowsSet: (gateway, ...rest) => {
        const namespaces = changeIn(gateway.spec.allowedListeners?.namespaces);
        return right.allowsSet(
          namespaces ? { ...gateway, spec: { ...gateway.spec, allowedListeners: { namespaces } } } : gateway,
          ...rest,
        );
      },
    })),
  ];
}
