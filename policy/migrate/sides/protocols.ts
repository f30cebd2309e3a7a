import type { JsonObject } from '../../../apimachinery/types.ts';
import { listAt, nameOf, namespaceOf, textAt } from './objects.ts';

/** In which protocol backends are spoken to. */
export interface Protocols {
  /** @param route `GRPCRoute shop/x`  @param backend `shop/cart:80` */
  of(route: string, backend: string): string;
}

/** By the kind of the route, the port's appProtocol, and the BackendTLSPolicies that target the Service. */
export function findProtocols(objects: readonly JsonObject[], grpc: ReadonlySet<string>): Protocols {
  const policies = objects
    .filter(({ kind }) => kind === 'BackendTLSPolicy')
    .flatMap((policy) => listAt(policy, 'spec', 'targetRefs').map((ref) => ({ namespace: namespaceOf(policy), ref })));
  const services = objects.filter(({ kind }) => kind === 'Service');
  return {
    of(route, backend) {
      const [name = '', port = ''] = backend.split(':');
      const service = services.find((each) => nameOf(each) === name);
      const declared = service && listAt(service, 'spec', 'ports').find((each) => String(each.port) === port);
      const secured = policies.some(
        ({ namespace, ref }) =>
          `${namespace}/${textAt(ref, 'name')}` === name &&
          ['', textAt(declared ?? {}, 'name'), port].includes(textAt(ref, 'sectionName')),
      );
      const said = textAt(declared ?? {}, 'appProtocol');
      const isGrpc = grpc.has(route.replace(/^\w+ /, '')) || said === 'kubernetes.io/h2c' || said === 'grpc';
      return `${isGrpc ? 'GRPC' : 'HTTP'}${secured || said === 'https' ? 'S' : ''}`;
    },
  };
}
