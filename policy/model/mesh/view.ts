import type { Attachment } from '../attach.ts';
import { isServiceParent } from '../attach.ts';
import type { ListenerView } from '../listeners/evaluate.ts';
import type { Model } from '../model.ts';
import type { Route, Service } from '../objects.ts';

/** The port of a Service as a listener, which it is to the routes of a mesh. */
export function viewOf({ meta }: Service, port: number, protocol: 'HTTP' | 'TCP'): ListenerView {
  return {
    gateway: { meta, className: '', listeners: [], allowedSets: { from: 'None' }, addresses: [] },
    owner: { kind: 'Service', meta },
    listener: { name: `port ${port}`, port, protocol, from: 'All', kinds: [] },
    supported: true,
    conflicts: [],
    isDisputed: false,
    kinds: [],
    hasInvalidKinds: false,
    certificateFaults: [],
    serves: true,
  };
}

/**
 * Routes of a kind that a Service has as its parent: those of its own namespace are for everybody, those of the client's
 * namespace for its clients alone. Others do not count.
 */
export function routesOf(
  { parents }: Pick<Model, 'parents'>,
  view: ListenerView,
  { namespace, name, port, from }: { namespace: string; name: string; port: number; from: string },
  kind: Route['kind'],
): { producers: readonly Attachment[]; consumers: readonly Attachment[] } {
  const attached = parents
    .filter(({ route, parent }) => {
      const isParent = isServiceParent(parent) && parent.namespace === namespace && parent.name === name;
      return isParent && route.kind === kind && (parent.port === undefined || parent.port === port);
    })
    .map(({ route, parent }): Attachment => {
      const named: readonly (string | undefined)[] = route.hostnames.length > 0 ? route.hostnames : [undefined];
      return { route, parent, view, hostnames: named.map((hostname) => ({ route: hostname, common: hostname })) };
    });
  return {
    producers: attached.filter(({ route }) => route.meta.namespace === namespace),
    consumers: from === namespace ? [] : attached.filter(({ route }) => route.meta.namespace === from),
  };
}
