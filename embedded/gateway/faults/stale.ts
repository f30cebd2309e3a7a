import type { ParentRef } from '../model/route.ts';
import type { Endpoint } from '../model/served.ts';
import { type Fault, fault } from './types.ts';

/** What was seen once and is kept, though the object that it was read from has changed. */
export const staleFaults: readonly Fault[] = [
  fault('late-grant-unnoticed', 'goes on refusing a reference that is granted later', 'grants', ({ verdict }) => {
    const remember = keepFirst<boolean>();
    return { verdict: (reference, granted) => remember(JSON.stringify(reference), () => verdict(reference, granted)) };
  }),
  fault('namespace-labels-read-once', 'reads the labels of a namespace once', 'attachment', ({ namespaceAllowed }) => {
    const remember = keepFirst<Record<string, string>>();
    return {
      namespaceAllowed: (listener, owner, namespace, labels) =>
        namespaceAllowed(
          listener,
          owner,
          namespace,
          remember(namespace, () => labels),
        ),
    };
  }),
  fault('listener-set-labels-read-once', 'judges ListenerSets by labels that a namespace had', 'listeners', (right) => {
    const remember = keepFirst<Record<string, string>>();
    return {
      allowsSet: (gateway, namespace, labels) =>
        right.allowsSet(
          gateway,
          namespace,
          remember(namespace, () => labels),
        ),
    };
  }),
  fault('removed-parent-served', 'serves a route where it was attached before', 'attachment', ({ parentRefs }) => {
    const seen = new Map<string, ParentRef[]>();
    return {
      parentRefs: (route) => {
        const known = seen.get(route.metadata.uid ?? '') ?? [];
        const added = parentRefs(route).filter(
          (ref) => !known.some((one) => JSON.stringify(one) === JSON.stringify(ref)),
        );
        seen.set(route.metadata.uid ?? '', [...known, ...added]);
        return [...known, ...added];
      },
    };
  }),
  fault('last-endpoints-kept', 'goes on with the last endpoints when all are gone', 'backends', ({ endpoints }) => {
    const last = new Map<string, readonly Endpoint[]>();
    return {
      endpoints: (service, port, slices) => {
        const key = `${service.metadata.uid} ${port.port}`;
        const now = endpoints(service, port, slices);
        if (now.length > 0) last.set(key, now);
        return now.length > 0 ? now : (last.get(key) ?? now);
      },
    };
  }),
  fault(
    'policy-hostname-read-once',
    'asks backends for the server name that a policy had first',
    'backendTls',
    (right) => {
      const remember = keepFirst<string>();
      return { serverName: (tls) => remember(tls.policy, () => right.serverName(tls)) };
    },
  ),
];

function keepFirst<Value>(): (key: string, read: () => Value) => Value {
  const kept = new Map<string, { value: Value }>();
  return (key, read) => {
    const known = kept.get(key) ?? { value: read() };
    kept.set(key, known);
    return known.value;
  };
}
