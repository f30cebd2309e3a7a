import { none, type Partitions } from './partitions.ts';

/** Gateways, their listeners and classes, and what may be attached to them. */
export const attachmentInputs: Partitions = {
  'gateway.class.controller': {
    'a class of another controller': [
      'SpecGatewayClassOtherControllers: what belongs to another controller has no verdict',
    ],
  },
  'gateway.listeners.most-specific-hostname': {
    'exact before wildcard': ['HTTPRouteListenerHostnameMatching: exact hostname that a wildcard covers too'],
    'longer wildcard': ['HTTPRouteListenerHostnameMatching: the longer of two wildcards'],
    'wildcard before none': none(
      'the routes of the less specific listener may answer, too: isolation is an extended feature',
    ),
  },
  'gateway.listeners.wildcard-any-depth': {
    'one label': ['HTTPRouteListenerHostnameMatching: wildcard'],
    'several labels': ['HTTPRouteListenerHostnameMatching: wildcard, several labels'],
    'no label': ['HTTPRouteListenerHostnameMatching: bare domain of a wildcard'],
  },
  'gateway.listeners.unmatched-rejected': {
    'a hostname of no listener': ['HTTPRouteListenerHostnameMatching: hostname of no listener'],
    'a hostname of a listener that is gone': ['SpecGatewayLifecycle: a listener that only the former one had'],
  },
  'gateway.accepted.listeners-not-valid': {
    'all of them': [
      'GatewayListenerUnsupportedProtocol: Gateway/all-unknown has Accepted False (ListenersNotValid), listeners pigeon',
    ],
    'some of them': [
      'GatewayListenerUnsupportedProtocol: Gateway/some-unknown has Accepted True (ListenersNotValid), listeners http, pigeon',
    ],
    'listeners that conflict': none(
      'the API server refuses those of one protocol, and two protocols on a port may be served',
    ),
  },
  'listener.allowed-routes.namespaces': {
    'by default': ['HTTPRouteInvalidCrossNamespaceParentRef: own namespace by default'],
    Same: ['HTTPRouteInvalidCrossNamespaceParentRef: the outsider on listener same'],
    All: ['HTTPRouteCrossNamespace: any namespace on a Gateway that is open to all'],
    'one label': ['SpecGatewayNamespaceSelectors: one-label: no route of blue'],
    'two labels': ['SpecGatewayNamespaceSelectors: two-labels: a route of red'],
    In: ['SpecGatewayNamespaceSelectors: one-of: no route of plain'],
    NotIn: ['SpecGatewayNamespaceSelectors: none-of: no route of red'],
    'NotIn, without the label': ['SpecGatewayNamespaceSelectors: none-of: a route of plain'],
    Exists: ['SpecGatewayNamespaceSelectors: some-team: no route of plain'],
    DoesNotExist: ['SpecGatewayNamespaceSelectors: no-team: no route of red'],
    'labels and expressions': ['SpecGatewayNamespaceSelectors: combined: no route of red'],
  },
  'listener.allowed-routes.kinds': {
    'none known': ['GatewayInvalidRouteKind: Gateway/only-unknown has listeners http'],
    'some known': ['GatewayInvalidRouteKind: Gateway/also-unknown has listeners mixed, foreign-group'],
  },
  'listener.status.attached-routes': {
    none: ['GatewayInvalidTLSConfiguration: Gateway/missing has listeners https'],
    'of several, those of the listener': ['SpecHTTPRouteParentChanges: Gateway/left has listeners plain, other'],
    'not those that are refused': [
      'SpecGatewayListenerChanges: Gateway/changing has Accepted True, Programmed True, listeners kept, rehosted, closing, opening, going',
    ],
    'of other namespaces': [
      'SpecGatewayNamespaceSelectors: Gateway/choosing has Accepted True, Programmed True, listeners one-label, two-labels, one-of, none-of, some-team, no-team, combined, label-and-expression, empty, all-and-selector, same-and-selector',
    ],
    'not those of another kind': ['GatewayWithAttachedRoutes: Gateway/for-another-kind has listeners grpc'],
    'on a listener without certificate': ['GatewayWithAttachedRoutes: Gateway/unresolved has listeners tls'],
  },
  'listener.hostname.route-intersection': {
    'exact in wildcard': ['HTTPRouteHostnameIntersection: exact route name in a wildcard listener'],
    'wildcard over exact': ['HTTPRouteHostnameIntersection: route wildcard over an exact listener'],
    'the same wildcard': ['HTTPRouteHostnameIntersection: the same wildcard on both sides'],
    nothing: [
      'HTTPRouteHostnameIntersection: HTTPRoute/nothing-in-common has Accepted False (NoMatchingListenerHostname)',
    ],
  },
  'listener.tls.invalid-certificate-ref': {
    missing: ['GatewayInvalidTLSConfiguration: Gateway/missing has listeners https'],
    'another kind': ['GatewayInvalidTLSConfiguration: Gateway/unknown-kind has listeners https'],
    'another group': ['GatewayInvalidTLSConfiguration: Gateway/unknown-group has listeners https'],
    malformed: ['GatewayInvalidTLSConfiguration: Gateway/malformed has listeners https'],
    'malformed key': ['GatewayInvalidTLSConfiguration: Gateway/malformed-key has listeners https'],
  },
  'listener.tls.longest-sni': {
    'exact before wildcard': ['HTTPRouteHTTPSListener: exact hostname before the wildcard'],
    wildcard: ['HTTPRouteHTTPSListener: wildcard of a listener'],
    'no hostname': ['HTTPRouteHTTPSListener: hostname of a route'],
  },
  'route.parentref.section-name': {
    'a listener': ['SpecHTTPRouteParentChanges: switching: served'],
    'not the others': ['SpecHTTPRouteParentChanges: switching: not served'],
    'no listener': [
      'HTTPRouteInvalidParentRefNotMatchingSectionName: HTTPRoute/by-name has Accepted False (NoMatchingParent)',
    ],
  },
  'route.parentref.each-separately': {
    'the right parents serve it': ['SpecHTTPRouteParentChanges: joining: served'],
    'others do not': ['SpecHTTPRouteParentChanges: moving: not served'],
    'a parent of another controller': ['SpecGatewayClassOtherControllers: HTTPRoute/to-two has the parents own'],
  },
  'referencegrant.from': {
    'another namespace': ['SpecReferenceGrantChanges: mended: not permitted'],
    'another kind': ['SpecReferenceGrantChanges: of-kind: not permitted'],
    'each by one field': ['HTTPRouteInvalidReferenceGrant: the backend in the other namespace'],
  },
  'referencegrant.to': {
    'another name': ['SpecReferenceGrantChanges: renamed: not permitted'],
    'another kind': ['SpecReferenceGrantChanges: emptied: not permitted'],
    'every name': ['HTTPRouteReferenceGrant: covered by kind only'],
  },
  'referencegrant.entries-or': {
    'several entries': ['SpecReferenceGrantChanges: mended: permitted'],
    'several grants': ['SpecReferenceGrantChanges: doubled: permitted (2)'],
  },
};
