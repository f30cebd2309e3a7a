import { isKind, kinds } from '../../kinds/index.ts';
import type { Control, ControlProof, Entry } from '../../protocols/types.ts';
import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import type { EchoService } from '../context.ts';
import { type ListenerView, selectListener, takesRoutes } from './listener.ts';

/** A namespace that control routes may stand in. */
export interface Place {
  namespace: string;
  /** What listeners select it by; empty where none of them does. */
  labels: Readonly<Record<string, string>>;
}

/** A control route that fits a listener, and the request that it must answer. */
export interface ControlRoute extends Control {
  /** What its backend needs. */
  objects: readonly KubeObject[];
  entry: Entry;
  proof: ControlProof;
}

export interface ControlRouteSpec {
  /** What has the listeners: a Gateway or a ListenerSet. */
  parent: ObjectKey;
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
 * A route of our own on a listener, on a hostname that fits the listener. Undefined where no namespace of ours is
 * allowed, where every hostname that fits belongs to another listener, or where the listener takes no such route.
 */
export function composeControlRoute(
  proof: ControlProof,
  listener: ListenerView,
  spec: ControlRouteSpec,
): ControlRoute | undefined {
  const { parent, word, backendPort } = spec;
  const { tls } = proof.listeners[listener.protocol] ?? {};
  const place = spec.places.find((candidate) => allows(listener, candidate, parent));
  const host = listHostnames(listener, spec).find(
    (candidate) => selectListener(spec.listeners, listener.port, candidate) === listener,
  );
  if (tls === undefined || !takesRoutes(listener, proof.routeKind) || !place || host === undefined) return undefined;
  const service = spec.findService(place.namespace);
  const control = proof.compose({
    parentRef: { ...refTo(parent), sectionName: listener.name },
    namespace: place.namespace,
    word,
    host,
    tls,
    service: { name: service.name, port: backendPort },
  });
  return { ...control, objects: service.objects, entry: { transport: 'tcp', tls, port: listener.port }, proof };
}

/** A Gateway is what a parentRef means where it does not say. */
function refTo(parent: ObjectKey): Record<string, unknown> {
  const { namespace, name } = parent;
  return isKind(parent, kinds.Gateway) ? { namespace, name } : { ...parent };
}

function listHostnames({ hostname }: ListenerView, { word, domain }: ControlRouteSpec): string[] {
  if (hostname === '') return [`${word}.${domain}`, `${word}.gwconf-control.example.net`];
  return [hostname.startsWith('*.') ? `${word}${hostname.slice(1)}` : hostname];
}

function allows({ from }: ListenerView, place: Place, parent: ObjectKey): boolean {
  if (from === 'All') return true;
  if (from === 'Same') return place.namespace === parent.namespace;
  return Object.entries(from).every(([label, value]) => place.labels[label] === value);
}
