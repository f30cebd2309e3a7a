import { type Fault, fault } from './types.ts';

/** Routes attached where they may not be, or not where they should. */
export const attachmentFaults: readonly Fault[] = [
  fault(
    'section-name-ignored',
    'attaches routes to listeners that their sectionName does not name',
    'attachment',
    () => ({
      selects: (ref, listener) => !ref.port || ref.port === listener.port,
    }),
  ),
  fault('parent-namespace-default-wrong', 'looks for parents without a namespace in "default"', 'attachment', () => ({
    parentNamespace: (_route, ref) => ref.namespace ?? 'default',
  })),
  fault(
    'same-namespace-ignored',
    'lets routes of all namespaces attach where only the same is allowed',
    'attachment',
    (right) => ({
      namespaceAllowed: (listener, ...rest) =>
        listener.allowedRoutes?.namespaces?.from !== 'Selector' || right.namespaceAllowed(listener, ...rest),
    }),
  ),
  fault(
    'namespace-selector-ignored',
    'lets routes of all namespaces attach where some are selected',
    'attachment',
    (right) => ({
      namespaceAllowed: (listener, ...rest) =>
        listener.allowedRoutes?.namespaces?.from === 'Selector' || right.namespaceAllowed(listener, ...rest),
    }),
  ),
  fault(
    'namespace-selector-without-from',
    'selects namespaces wherever a selector stands, whatever from says',
    'attachment',
    (right) => ({
      namespaceAllowed: (listener, ...rest) => {
        const namespaces = listener.allowedRoutes?.namespaces;
        if (!namespaces?.selector) return right.namespaceAllowed(listener, ...rest);
        const selecting = { ...listener, allowedRoutes: { namespaces: { ...namespaces, from: 'Selector' as const } } };
        return right.namespaceAllowed(selecting, ...rest);
      },
    }),
  ),
  fault(
    'cross-namespace-denied',
    'refuses routes of other namespaces even where they are allowed',
    'attachment',
    (right) => ({
      namespaceAllowed: (listener, owner, namespace, labels) =>
        namespace === owner && right.namespaceAllowed(listener, owner, namespace, labels),
    }),
  ),
  fault('allowed-kinds-ignored', 'lets all supported kinds attach whatever a listener lists', 'attachment', () => ({
    supportedKinds: (_listed, supported) => supported,
  })),
  fault('first-parent-only', 'attaches a route to the first of its parents only', 'attachment', () => ({
    parentRefs: (route) => (route.spec.parentRefs ?? []).slice(0, 1),
  })),
  fault('second-rule-dropped', 'serves the first rule of a route only', 'attachment', () => ({
    rules: (rules) => rules.slice(0, 1),
  })),
];
