import { clause } from '../clause.ts';
import type { Rule } from '../types.ts';
import { gatewayGroup, nameOf } from '../world/identify.ts';
import { linksOf } from '../world/links.ts';

const topic = 'Objects';

/** Kinds whose v1 every supported release serves. */
const stable: ReadonlySet<string> = new Set(['GatewayClass', 'Gateway', 'HTTPRoute', 'GRPCRoute']);

export const objectRules: readonly Rule[] = [
  {
    id: 'version-old',
    topic,
    level: 'info',
    title: 'An object is written in an older version of its kind',
    clause: 'https://gateway-api.sigs.k8s.io/concepts/versioning/',
    explanation:
      'v1 has been served since v1.0 (GRPCRoute: v1.1). Older versions have the same fields, and end one day.',
    fix: 'Write apiVersion: gateway.networking.k8s.io/v1.',
    *check(world) {
      for (const object of world.objects) {
        if (object.group !== gatewayGroup || !stable.has(object.kind) || object.version === 'v1') continue;
        yield {
          object,
          path: 'apiVersion',
          message: `${nameOf(object)} is written as ${object.version}; ${object.kind} is v1`,
        };
      }
    },
  },
  {
    id: 'status-written',
    topic,
    level: 'info',
    title: 'A manifest has a status',
    clause: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/#object-spec-and-status',
    explanation: 'The status is written by controllers; what a manifest says of it is dropped.',
    fix: 'Remove it.',
    *check(world) {
      for (const object of world.objects) {
        if (object.group !== gatewayGroup || object.value.status === undefined || object.value.status === null)
          continue;
        yield { object, path: 'status', message: `the status of ${nameOf(object)} is dropped when it is applied` };
      }
    },
  },
  {
    id: 'tls-route-terminated',
    topic,
    level: 'info',
    title: 'A TLSRoute attaches to a listener that terminates TLS',
    clause: clause('tlsroute', 92, 99),
    explanation:
      'Passthrough is Core for TLSRoute, Terminate is Extended (TLSRouteTermination): backends get the decrypted stream.',
    fix: 'Nothing, where the implementation supports it and it is meant.',
    *check(world) {
      for (const { route, candidates } of linksOf(world)) {
        if (route.kind !== 'TLSRoute') continue;
        const first = candidates.find(
          ({ obstacle, listener }) => obstacle === undefined && listener.tls?.mode === 'Terminate',
        );
        if (!first) continue;
        yield {
          object: route.object,
          path: 'spec.parentRefs',
          message: `listener ${first.listener.name} terminates TLS, so that backends get the decrypted stream`,
        };
      }
    },
  },
  {
    id: 'route-rules-unused',
    topic,
    level: 'warning',
    title: 'A route without matches has several rules',
    clause: clause('tlsroute', 128, 140),
    explanation:
      'TLSRoute, TCPRoute and UDPRoute have nothing in a rule by which to choose it: only the first one can count.',
    fix: 'Keep one rule; several backends share by weight.',
    isInCel: true,
    *check(world) {
      for (const { object, kind, rules } of world.routes) {
        const [, second] = rules;
        if (!second || kind === 'HTTPRoute' || kind === 'GRPCRoute') continue;
        yield {
          object,
          path: second.path,
          message: `nothing chooses this rule of a ${kind}: the first one takes everything`,
        };
      }
    },
  },
];
