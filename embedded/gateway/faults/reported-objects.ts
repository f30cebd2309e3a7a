import type { GrpcRoute } from '../model/grpc-route.ts';
import type { Model } from '../model/model.ts';
import type { ParentRef, Route } from '../model/route.ts';
import { isReborn, keepDeleted, keepFirst, mapRules, read } from './read.ts';
import { type Fault, fault } from './types.ts';

/** A fault that goes on with the last objects for as long as something is there that it cannot digest. */
export function stall(name: string, description: string, isStuck: (model: Model) => boolean): Fault {
  return fault(name, description, 'reading', ({ objects }) => {
    let last: Model | undefined;
    return {
      objects: (given) => {
        const model = objects(given);
        if (!last || !isStuck(model)) last = model;
        return last;
      },
    };
  });
}

/** Objects misread, kept or told of wrongly, as users of controllers saw it. */
export const reportedObjectFaults: readonly Fault[] = [
  read(
    'weight-zero-refused',
    'takes no rule in which a backend has the weight 0',
    'routes',
    () => (route) =>
      mapRules(route, (rule) =>
        rule.backendRefs?.some(({ weight }) => weight === 0) ? { ...rule, backendRefs: [] } : rule,
      ),
  ),
  read(
    'selector-of-route-labels',
    'compares a selector of namespaces with the labels of routes',
    'namespaces',
    () =>
      (namespace, key, { routes }) => {
        const own = [...routes.values()].find(({ metadata }) => metadata.namespace === key);
        return { ...namespace, metadata: { ...namespace.metadata, labels: own?.metadata.labels ?? {} } };
      },
  ),
  read('calls-by-metadata-unmatched', 'matches no call by its metadata alone', 'routes', () => (route) => {
    const { rules = [] } = (route as GrpcRoute).spec;
    if (route.kind !== 'GRPCRoute') return route;
    const kept = rules.map((rule) => {
      const matches = rule.matches?.filter(({ method, headers }) => method || !headers);
      return matches ? { ...rule, matches } : rule;
    });
    const left = kept.filter(({ matches }, index) => !rules[index]?.matches?.length || matches?.length);
    return { ...route, spec: { ...route.spec, rules: left } } as Route;
  }),
  read('unmatched-to-first-rule', 'leads requests that no rule takes by the first rule', 'routes', () => (route) => {
    const mapped = mapRules(route, (rule) => rule);
    const rules = (mapped as { spec: { rules?: object[] } }).spec.rules;
    if (route.kind !== 'HTTPRoute' || !rules?.[0]) return route;
    const { matches: _dropped, ...first } = rules[0] as { matches?: unknown };
    return { ...route, spec: { ...route.spec, rules: [...rules, first] } } as Route;
  }),
  fault(
    'first-listener-of-parent-only',
    'attaches a route without sectionName to one listener',
    'attachment',
    (right) => {
      const first = new WeakMap<ParentRef, string>();
      return {
        selects: (ref, listener) => {
          if (!right.selects(ref, listener)) return false;
          if (!first.has(ref)) first.set(ref, listener.name);
          return first.get(ref) === listener.name;
        },
      };
    },
  ),
  read('secret-content-read-once', 'goes on with the content that a Secret had first', 'secrets', () =>
    keepFirst((now, first) => (isReborn(now, first) ? now : first)),
  ),
  ...(['secrets', 'services'] as const).map((field) => keepDeleted(field, 'using')),
  read(
    'policy-for-port-at-all',
    'follows a policy for one port of a Service at all of its ports',
    'policies',
    () => (policy) => ({
      ...policy,
      spec: { ...policy.spec, targetRefs: policy.spec.targetRefs.map(({ sectionName: _dropped, ...ref }) => ref) },
    }),
  ),
  fault('policy-authority-missing-as-kind', 'gives InvalidKind where an authority is missing', 'status', (right) => ({
    reason: (kind, type, reason) =>
      kind === 'BackendTLSPolicy' && reason === 'InvalidCACertificateRef'
        ? 'InvalidKind'
        : right.reason(kind, type, reason),
  })),
  stall('stalled-by-missing-class', 'changes nothing while a route names a Gateway whose class is not there', (model) =>
    [...model.routes.values()].some((route) =>
      (route.spec.parentRefs ?? []).some(({ name, namespace = route.metadata.namespace }) => {
        const gateway = model.gateways.get(`${namespace}/${name}`);
        return gateway !== undefined && !model.classes.has(gateway.spec.gatewayClassName);
      }),
    ),
  ),
  stall('stalled-by-external-name', 'changes nothing while a route leads to a Service of type ExternalName', (model) =>
    [...model.routes.values()].some((route) => {
      const names = new Set<string>();
      mapRules(route, (rule) => {
        for (const { name } of rule.backendRefs ?? []) names.add(`${route.metadata.namespace}/${name}`);
        return rule;
      });
      return [...names].some((key) => model.services.get(key)?.spec.type === 'ExternalName');
    }),
  ),
  fault('listener-set-routes-uncounted', 'leaves attachedRoutes of ListenerSets at 0', 'status', (right) => ({
    attachedRoutes: (listener, ...counts) =>
      listener.startsWith('ListenerSet ') ? 0 : right.attachedRoutes(listener, ...counts),
  })),
  fault('supported-kinds-last-only', 'tells the last of several supported kinds only', 'status', (right) => ({
    writtenKinds: (listed, supported) => right.writtenKinds(listed, supported).slice(-1),
  })),
  fault(
    'supported-kinds-beyond-listed',
    'tells kinds that a listener does not list as supported',
    'status',
    (right) => ({
      writtenKinds: (listed, supported) => {
        const written = right.writtenKinds(listed, supported);
        const isSingle = written.length === 1 && written[0]?.kind === 'HTTPRoute';
        return isSingle ? [...written, { ...written[0], kind: 'GRPCRoute' }] : written;
      },
    }),
  ),
  fault('foreign-classes-taken', 'takes the classes of all controllers for its own', 'reading', () => ({
    ownsClass: () => true,
  })),
  read(
    'backend-filters-by-service',
    'applies to a backend the filters that the first route to it has',
    'routes',
    () => {
      const firsts = new Map<string, { owner: string; filters: object[] | undefined }>();
      return (route, owner) =>
        mapRules(route, (rule) => ({
          ...rule,
          ...(rule.backendRefs && {
            backendRefs: rule.backendRefs.map(({ filters, ...ref }) => {
              const key = `${ref.namespace ?? route.metadata.namespace}/${ref.name}:${ref.port}`;
              const first = firsts.get(key) ?? { owner, filters };
              firsts.set(key, first);
              const taken = first.owner === owner || !first.filters ? filters : (first.filters as typeof filters);
              return taken ? { ...ref, filters: taken } : ref;
            }),
          }),
        }));
    },
  ),
  read(
    'rules-share-service-port',
    'sends to the first port that a route names of a Service',
    'routes',
    () => (route) => {
      const ports = new Map<string, number | undefined>();
      return mapRules(route, (rule) => ({
        ...rule,
        ...(rule.backendRefs && {
          backendRefs: rule.backendRefs.map((ref) => {
            const key = `${ref.namespace}/${ref.name}`;
            if (!ports.has(key)) ports.set(key, ref.port);
            const port = ports.get(key);
            return { ...ref, ...(port === undefined ? {} : { port }) };
          }),
        }),
      }));
    },
  ),
  read('app-protocol-read-once', 'goes on with the application protocol that a port had first', 'services', () =>
    keepFirst((now, first) => {
      const ports = now.spec.ports?.map(({ appProtocol, ...port }) => {
        const known = first.spec.ports?.find((one) => one.port === port.port);
        const kept = known ? known.appProtocol : appProtocol;
        return { ...port, ...(kept ? { appProtocol: kept } : {}) };
      });
      return isReborn(now, first) || !ports ? now : { ...now, spec: { ...now.spec, ports } };
    }),
  ),
];
