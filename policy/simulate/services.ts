import { routesOf, viewOf } from '../model/mesh/view.ts';
import type { Model } from '../model/model.ts';
import { nameOf, type Route } from '../model/objects.ts';
import { listServed, type MatchView } from './served.ts';

/** What a mesh does with requests for a port of a Service. */
export interface ServiceView {
  service: string;
  port: number;
  /** `everywhere`, or the namespace of the clients. */
  from: string;
  matches: readonly MatchView[];
}

const kinds: readonly Route['kind'][] = ['HTTPRoute', 'GRPCRoute', 'TCPRoute'];

/** What a mesh serves for each port of the Services that routes name, for everybody and for the clients of a namespace. */
export function viewServices(model: Model): readonly ServiceView[] {
  const named = model.parents.filter(({ service }) => service !== undefined);
  const services = [...new Set(named.flatMap(({ service }) => service ?? []))];
  return services.flatMap((service) => {
    const { meta } = service;
    const namespaces = [
      ...new Set(named.filter((each) => each.service === service).map(({ route }) => route.meta.namespace)),
    ];
    return service.ports.flatMap(({ port }) =>
      [...new Set([meta.namespace, ...namespaces.sort()])].flatMap((from) => {
        const view = viewOf(service, port, 'HTTP');
        const target = { namespace: meta.namespace, name: meta.name, port, from };
        const attached = kinds.flatMap((kind) => {
          const { producers, consumers } = routesOf(model, view, target, kind);
          return from === meta.namespace ? producers : consumers;
        });
        const who = from === meta.namespace ? 'everywhere' : from;
        return attached.length > 0
          ? [{ service: nameOf(service), port, from: who, matches: listServed(model, attached) }]
          : [];
      }),
    );
  });
}
