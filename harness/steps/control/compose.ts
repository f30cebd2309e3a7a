import { kinds, newObject } from '../../kinds/index.ts';
import type { ResolvedHttpRequest } from '../../protocols/http/types.ts';
import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import type { EchoService } from '../context.ts';
import type { Entry } from '../requests.ts';
import { type ListenerView, schemeOf, selectListener } from './listener.ts';

/** A namespace that control routes may stand in. */
export interface Place {
  namespace: string;
  /** What listeners select it by; empty where none of them does. */
  labels: Readonly<Record<string, string>>;
}

/** A control route that fits a listener, and the request that it must answer. */
export interface ControlRoute {
  route: KubeObject;
  /** What its backend needs. */
  objects: readonly KubeObject[];
  entry: Entry;
  request: ResolvedHttpRequest;
}

export interface ControlRouteSpec {
  gateway: ObjectKey;
  listeners: readonly ListenerView[];
  /** In order of preference. */
  places: readonly Place[];
  /** Domain of the scenario; a fresh hostname lies below it where the listener does not ask for another. */
  domain: string;
  /** Occurs nowhere else: becomes name, path and hostname. */
  word: string;
  findService(namespace: string): EchoService;
  backendPort: number;
}

/**
 * A route of our own on a listener: an exact path that nobody else has, on a hostname that fits the listener. Undefined
 * where no namespace of ours is allowed, or where every hostname that fits belongs to another listener.
 */
export function composeControlRoute(listener: ListenerView, spec: ControlRouteSpec): ControlRoute | undefined {
  const scheme = schemeOf(listener);
  const place = spec.places.find((candidate) => allows(listener, candidate, spec.gateway));
  const host = listHostnames(listener, spec).find(
    (candidate) => selectListener(spec.listeners, listener.port, candidate) === listener,
  );
  if (scheme === undefined || !listener.takesHttpRoutes || place === undefined || host === undefined) return undefined;
  const path = `/${spec.word}`;
  const service = spec.findService(place.namespace);
  const { namespace, name } = spec.gateway;
  const rule = {
    matches: [{ path: { type: 'Exact', value: path } }],
    backendRefs: [{ name: service.name, port: spec.backendPort }],
  };
  const route = newObject(
    kinds.HTTPRoute,
    { name: spec.word, namespace: place.namespace },
    { spec: { parentRefs: [{ namespace, name, sectionName: listener.name }], hostnames: [host], rules: [rule] } },
  );
  const request = { method: 'GET', scheme, host, path, headers: [], sni: scheme === 'https' ? host : '' };
  return { route, objects: service.objects, entry: { port: listener.port, scheme }, request };
}

function listHostnames({ hostname }: ListenerView, { word, domain }: ControlRouteSpec): string[] {
  if (hostname === '') return [`${word}.${domain}`, `${word}.gwconf-control.example.net`];
  return [hostname.startsWith('*.') ? `${word}${hostname.slice(1)}` : hostname];
}

function allows({ from }: ListenerView, place: Place, gateway: ObjectKey): boolean {
  if (from === 'All') return true;
  if (from === 'Same') return place.namespace === gateway.namespace;
  return Object.entries(from).every(([label, value]) => place.labels[label] === value);
}
