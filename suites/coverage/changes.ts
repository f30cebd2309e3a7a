import { none, type Partitions } from './partitions.ts';

const OUT_OF_CLASS = 'changes of a GatewayClass need not reach Gateways that there are already';

/** What is served and said after a change of each object that it depends on. */
export const changes: Partitions = {
  'httproute.no-rule-404': {
    'HTTPRoute edited: path': ['SpecHTTPRouteRuleChanges: path: the first (2)'],
    'HTTPRoute edited: path type': ['SpecHTTPRouteRuleChanges: type: no longer a prefix'],
    'HTTPRoute edited: header': ['SpecHTTPRouteRuleChanges: header: the first value (2)'],
    'HTTPRoute edited: rule added': ['SpecHTTPRouteRuleChanges: more: the rule that came'],
    'HTTPRoute edited: rule removed': ['SpecHTTPRouteRuleChanges: fewer: what the better rule leaves'],
    'HTTPRoute edited: rules reordered': ['SpecHTTPRouteRuleChanges: order: the first of equal rules, reordered'],
    'HTTPRoute edited: back again': ['SpecHTTPRouteRuleChanges: path: the first (3)'],
    'HTTPRoute edited: hostname removed': ['SpecHTTPRouteHostnames: a hostname that went'],
    'HTTPRoute edited: hostname added': ['SpecHTTPRouteHostnames: the hostname that came'],
    'HTTPRoute edited: weights': ['SpecHTTPRouteRuleChanges: weight: all for the second backend'],
    'an open WebSocket, event stream or download': none('the specification says nothing of what is open already'),
    'HTTPRoute deleted': ['HTTPRouteSimpleSameNamespace: hostname that no route names any more'],
    'HTTPRoute deleted: what it was before': ['SpecHTTPRouteRuleChanges: gone: what the better route leaves'],
    'HTTPRoute made anew': ['SpecHTTPRouteRuleChanges: anew: the path of the new one'],
    'over a kept connection': none('requests over connections that are kept need a client for it'),
  },
  'httproute.filters.core': {
    'filter edited': ['SpecHTTPRouteHeaderModifiers: the changed filter'],
    'filter removed': ['SpecHTTPRouteHeaderModifiers: the rule whose filter went'],
    'filter added': ['SpecHTTPRouteHeaderModifiers: a rule with a new filter'],
  },
  'route.parentref.detached': {
    'parentRef moved': ['SpecHTTPRouteParentChanges: moving: not served (2)'],
    'parentRef removed': ['SpecHTTPRouteParentChanges: leaving: not served (2)'],
    'parentRef added': ['SpecHTTPRouteParentChanges: joining: served (2)'],
    'sectionName changed': ['SpecHTTPRouteParentChanges: switching: not served (2)'],
    'one of two sections removed': ['SpecHTTPRouteParentChanges: narrowing: not served (2)'],
    'sectionName removed': ['SpecHTTPRouteParentChanges: widening: served (2)'],
    'moved back': ['SpecHTTPRouteParentChanges: moving: served (4)'],
    'made anew': ['SpecHTTPRouteParentChanges: departing: served (3)'],
    'listener removed': ['SpecGatewayListenerChanges: HTTPRoute/by-name has Accepted False (NoMatchingParent)'],
    'listener closed to the namespace': ['SpecGatewayListenerChanges: closing: no longer for another namespace'],
    "Namespace's labels changed": ['SpecGatewayNamespaceSelectors: some-team: no route of red'],
  },
  'gateway.spec.changes-take-effect': {
    'listener added': ['SpecGatewayListenerChanges: coming: its hostname'],
    'listener removed': ['SpecGatewayListenerChanges: going: gone'],
    'listener of another hostname': ['SpecGatewayListenerChanges: rehosted: its new hostname'],
    'listener at another port': ['SpecGatewayPortChanges: at its new port'],
    'listener of another kind of routes': ['SpecGatewayListenerChanges: rekinded: when it takes another kind'],
    'listener of a protocol that is supported': ['SpecGatewayListenerChanges: mended: when its protocol is supported'],
    'listener opened to other namespaces': ['SpecGatewayListenerChanges: opening: for another namespace, too'],
    'listeners reordered': ['SpecGatewayListenerChanges: kept: its hostname (2)'],
    'Gateway made after its routes': ['SpecGatewayLifecycle: a Gateway that came after its route'],
    'Gateway made anew': ['SpecGatewayLifecycle: a listener that the former Gateway had not'],
    'Gateway deleted': none('its address is gone; nothing says that a connection to it must fail'),
    'GatewayClass edited': none(OUT_OF_CLASS),
    'GatewayClass deleted': none('a finalizer should keep the class while Gateways use it'),
  },
  'listener.tls.certificate': {
    'Secret replaced': ['SpecGatewayCertificateChanges: replaced: the new certificate'],
    'Secret made later': ['SpecGatewayCertificateChanges: late: the new certificate'],
    'Secret deleted': ['SpecGatewayCertificateChanges: Gateway/deleted has listeners deleted (2)'],
    'Secret broken': ['SpecGatewayCertificateChanges: Gateway/corrupted has listeners corrupted (2)'],
    'Secret made anew': ['SpecGatewayCertificateChanges: deleted: the new certificate'],
    'reference changed': ['SpecGatewayCertificateChanges: renamed: the new certificate'],
  },
  'referencegrant.revocation': {
    'made later': ['SpecReferenceGrantChanges: late: permitted'],
    'edited: to another name': ['SpecReferenceGrantChanges: renamed: not permitted'],
    'edited: to another kind': ['SpecReferenceGrantChanges: emptied: not permitted'],
    'edited: from another namespace': ['SpecReferenceGrantChanges: moved: not permitted'],
    'edited: from another kind': ['SpecReferenceGrantChanges: of-kind: not permitted'],
    'edited: back again': ['SpecReferenceGrantChanges: renamed: permitted (2)'],
    'edited: an entry more': ['SpecReferenceGrantChanges: mended: permitted'],
    deleted: ['SpecReferenceGrantChanges: again: not permitted'],
    'deleted, one of two': ['SpecReferenceGrantChanges: doubled: permitted (2)'],
    'made anew': ['SpecReferenceGrantChanges: again: permitted (2)'],
    'edited, for a certificate': ['SpecReferenceGrantChanges: Gateway/edited has listeners https (2)'],
    'made later, for a certificate': ['SpecReferenceGrantChanges: a certificate that was granted later'],
  },
  'httproute.backends.not-found': {
    'Service made later': ['SpecHTTPRouteServiceChanges: late: when it is there'],
    'Service deleted': ['SpecHTTPRouteServiceChanges: doomed: after it went'],
    'Service made anew': ['SpecHTTPRouteServiceChanges: again: when it is there anew'],
    'reference mended': ['SpecHTTPRouteServiceChanges: last-is-missing: when its reference is mended'],
  },
  'httproute.backends.endpoints': {
    'Service edited: selector': ['SpecHTTPRouteEndpointChanges: a selector that changed'],
    'EndpointSlice edited': ['SpecHTTPRouteEndpointChanges: endpoints that moved'],
    'EndpointSlice edited: readiness': [
      'SpecHTTPRouteEndpointChanges: the endpoint that became ready, beside one that is no longer',
    ],
    'EndpointSlice emptied': ['SpecHTTPRouteEndpointChanges: no endpoints are left'],
    'EndpointSlice filled': ['SpecHTTPRouteEndpointChanges: endpoints came back'],
    'EndpointSlice deleted': ['SpecHTTPRouteEndpointChanges: the first slice, when the second went'],
  },
  'listener.status.attached-routes': {
    'route deleted': ['GatewayWithAttachedRoutes: Gateway/with-two has listeners http (2)'],
    'parentRefs changed': ['SpecHTTPRouteParentChanges: Gateway/left has listeners plain, other (2)'],
    'route made anew': ['SpecHTTPRouteParentChanges: Gateway/left has listeners plain, other (3)'],
    'listeners changed': [
      'SpecGatewayListenerChanges: Gateway/changing has Accepted True, Programmed True, listeners kept, rehosted, closing, opening, coming',
    ],
    "Namespace's labels changed": [
      'SpecGatewayNamespaceSelectors: Gateway/choosing has Accepted True, Programmed True, listeners one-label, two-labels, one-of, none-of, some-team, no-team, combined, label-and-expression, empty, all-and-selector, same-and-selector (2)',
    ],
    'Gateway made anew': [
      'SpecGatewayLifecycle: Gateway/anew has Accepted True, Programmed True, listeners third, second',
    ],
  },
  'route.status.observed-generation': {
    'after one change': [
      'HTTPRouteObservedGenerationBump: HTTPRoute/changing has Accepted True (Accepted), ResolvedRefs True (ResolvedRefs) (2)',
    ],
    'after several': [
      'SpecHTTPRouteRuleChanges: HTTPRoute/path has Accepted True (Accepted), ResolvedRefs True (ResolvedRefs) (3)',
    ],
  },
  'gateway.status.observed-generation': {
    'after a change': [
      'GatewayObservedGenerationBump: Gateway/changing has Accepted True, Programmed True, listeners first, second',
    ],
    'of a Gateway made anew': [
      'SpecGatewayLifecycle: Gateway/anew has Accepted True, Programmed True, listeners third, second',
    ],
  },
  'listener.status.observed-generation': {
    'of every listener': [
      'SpecGatewayListenerChanges: Gateway/changing has Accepted True, Programmed True, listeners kept, rehosted, closing, opening, coming',
    ],
  },
  'gatewayclass.status.observed-generation': {
    'after a change': ['GatewayClassObservedGenerationBump: the controller judges the changed class'],
  },
};
