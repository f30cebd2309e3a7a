import { isKind, kinds, newObject } from '../../kinds/index.ts';
import { httpControl } from '../../protocols/http/control.ts';
import type { Entry } from '../../protocols/types.ts';
import type { ObjectKey } from '../../scenario/kubernetes.ts';
import type { Placing } from '../context.ts';
import type { Choice } from './choose.ts';

/** Port where controllers serve Ingress in the clear. */
const HTTP_PORT = 80;

/**
 * An Ingress of our own, of the class under test, with an exact path on a hostname that nobody else has: a controller that
 * serves it knows what was applied before. Undefined for a destination that is no Ingress.
 */
export function chooseControlIngress(
  context: Pick<Placing, 'env' | 'findService' | 'servicePort'>,
  parent: ObjectKey,
  entry: Entry,
  word: string,
): Choice | undefined {
  if (!isKind(parent, kinds.Ingress)) return undefined;
  const { env, findService, servicePort } = context;
  const { namespace, ingressClassName, domain } = env;
  const host = `${word}.${domain}`;
  const service = findService(namespace);
  const named = { name: service.name, port: servicePort };
  const control = httpControl.compose({ parentRef: {}, namespace, word, host, tls: false, service: named });
  const backend = { service: { name: service.name, port: { number: servicePort } } };
  const paths = [{ path: `/${word}`, pathType: 'Exact', backend }];
  const spec = { ingressClassName, rules: [{ host, http: { paths } }] };
  const route = newObject(kinds.Ingress, { name: word, namespace }, { spec });
  return {
    parent,
    control: {
      ...control,
      route,
      objects: service.objects,
      entry: { transport: 'tcp', tls: false, port: HTTP_PORT },
      proof: httpControl,
    },
    // The certificate of a host is another thing than its rules.
    ...(entry.tls ? { instead: `port ${HTTP_PORT} of the same class` } : {}),
  };
}
