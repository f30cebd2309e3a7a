import { Field } from '../rules/world/fields.ts';
import { linksOf } from '../rules/world/links.ts';
import { referencesOf } from '../rules/world/references.ts';
import type { Filter, Route, WorldObject } from '../rules/world/types.ts';
import type { World } from '../rules/world/world.ts';

/** A place where a feature of the Gateway API is used. */
export interface Use {
  feature: string;
  object: WorldObject;
  path: string;
}

/**
 * Where manifests use features that an implementation need not support, by the features' official names:
 * https://github.com/kubernetes-sigs/gateway-api/tree/v1.7.0/pkg/features
 */
export function* findUses(world: World): Iterable<Use> {
  for (const route of world.routes) yield* usesOfRoute(route);
  yield* usesOfGateways(world);
  yield* usesOfLinks(world);
  yield* usesOfBackends(world);
}

const kindFeatures: ReadonlySet<string> = new Set(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']);

function* usesOfRoute({ object, kind, parents, rules }: Route): Iterable<Use> {
  const at = (feature: string, path: string): Use => ({ feature, object, path });
  if (kindFeatures.has(kind)) yield at(kind, '');
  for (const { kind: parentKind, group, namespace, path } of parents) {
    if (group !== '' || parentKind !== 'Service') continue;
    yield at('Mesh', path);
    if (namespace !== object.namespace) yield at('MeshConsumerRoute', path);
  }
  for (const { path, value, matches, filters, backends } of rules) {
    const rule = new Field(path, value);
    if (rule.get('name').isPresent) {
      if (kind === 'HTTPRoute' || kind === 'GRPCRoute') yield at(`${kind}NamedRouteRule`, `${path}.name`);
    }
    if (kind !== 'HTTPRoute') continue;
    for (const match of matches) {
      if (match.method !== undefined) yield at('HTTPRouteMethodMatching', `${match.path}.method`);
      if (match.query.length > 0) yield at('HTTPRouteQueryParamMatching', `${match.path}.queryParams`);
    }
    const timeouts = rule.get('timeouts');
    if (timeouts.get('request').isPresent) yield at('HTTPRouteRequestTimeout', timeouts.get('request').path);
    if (timeouts.get('backendRequest').isPresent) {
      yield at('HTTPRouteBackendTimeout', timeouts.get('backendRequest').path);
    }
    if (rule.get('retry').isPresent) yield at('HTTPRouteRetry', `${path}.retry`);
    for (const filter of filters) for (const feature of featuresOf(filter)) yield at(feature, filter.path);
    const mirrors = filters.filter(({ type }) => type === 'RequestMirror');
    if (mirrors[1]) yield at('HTTPRouteRequestMultipleMirrors', mirrors[1].path);
    for (const backend of backends) {
      for (const { type, path: place } of backend.filters) {
        if (type === 'RequestHeaderModifier') yield at('HTTPRouteBackendRequestHeaderModification', place);
        if (type === 'URLRewrite') yield at('HTTPRouteBackendURLRewrite', place);
      }
    }
  }
}

/** Features of a filter of a rule. */
function featuresOf({ type, body }: Filter): string[] {
  const has = (name: string) => body[name] !== undefined && body[name] !== null;
  const when = (feature: string, holds: boolean) => (holds ? [feature] : []);
  switch (type) {
    case 'ResponseHeaderModifier':
      return ['HTTPRouteResponseHeaderModification'];
    case 'CORS':
      return ['HTTPRouteCORS'];
    case 'RequestMirror':
      return ['HTTPRouteRequestMirror', ...when('HTTPRouteRequestPercentageMirror', has('percent') || has('fraction'))];
    case 'URLRewrite':
      return [...when('HTTPRouteHostRewrite', has('hostname')), ...when('HTTPRoutePathRewrite', has('path'))];
    case 'RequestRedirect':
      return [
        ...when('HTTPRouteSchemeRedirect', has('scheme')),
        ...when('HTTPRoutePortRedirect', has('port')),
        ...when('HTTPRoutePathRedirect', has('path')),
        ...[303, 307, 308].flatMap((code) => when(`HTTPRoute${code}RedirectStatusCode`, body.statusCode === code)),
      ];
    default:
      return [];
  }
}

function* usesOfGateways({ gateways, listenerSets, backendTls }: World): Iterable<Use> {
  for (const { object, clientCas } of gateways) {
    const spec = new Field('', object.value).get('spec');
    const at = (feature: string, path: string): Use => ({ feature, object, path });
    if (spec.get('infrastructure').isPresent) yield at('GatewayInfrastructurePropagation', 'spec.infrastructure');
    for (const address of spec.get('addresses').items()) {
      yield at(address.get('value').isPresent ? 'GatewayStaticAddresses' : 'GatewayAddressEmpty', address.path);
    }
    const { path, isPresent } = spec.get('tls').get('backend').get('clientCertificateRef');
    if (isPresent) yield at('GatewayBackendClientCertificate', path);
    if (clientCas[0]) yield at('GatewayFrontendClientCertificateValidation', clientCas[0].path);
  }
  for (const { object } of listenerSets) yield { feature: 'ListenerSet', object, path: '' };
  for (const { object } of backendTls) {
    yield { feature: 'BackendTLSPolicy', object, path: '' };
    const names = new Field('', object.value).get('spec').get('validation').get('subjectAltNames');
    if (names.isPresent) yield { feature: 'BackendTLSPolicySANValidation', object, path: names.path };
  }
}

function* usesOfLinks(world: World): Iterable<Use> {
  for (const { route, parent, candidates } of linksOf(world)) {
    const { object } = route;
    if (parent.port !== undefined && parent.kind !== 'Service' && route.kind === 'HTTPRoute') {
      yield { feature: 'HTTPRouteParentRefPort', object, path: `${parent.path}.port` };
    }
    const terminated = candidates.some(({ obstacle, listener }) => !obstacle && listener.tls?.mode === 'Terminate');
    if (route.kind === 'TLSRoute' && terminated) yield { feature: 'TLSRouteModeTerminate', object, path: parent.path };
  }
}

function* usesOfBackends(world: World): Iterable<Use> {
  for (const { from, to, port } of referencesOf(world)) {
    if (from.kind !== 'HTTPRoute') continue;
    const ports = world.servicesOf(to).flatMap((service) => service.ports.filter((each) => each.port === port));
    for (const { appProtocol } of ports) {
      const path = `${to.path}.port`;
      if (appProtocol === 'kubernetes.io/h2c') yield { feature: 'HTTPRouteBackendProtocolH2C', object: from, path };
      if (/^kubernetes\.io\/wss?$/.test(appProtocol ?? '')) {
        yield { feature: 'HTTPRouteBackendProtocolWebSocket', object: from, path };
      }
    }
  }
}
