import type { Behaviour } from '../../behaviour/types.ts';
import type { Ingress, IngressBackend } from '../../model/ingress.ts';
import type { IngressOptions } from '../../model/ingress-options.ts';
import { ageOf, keyOf, namespaceOf } from '../../model/meta.ts';
import type { Model } from '../../model/model.ts';
import type { CompiledRule, HttpBackend, IngressEntry, IngressPathMatch } from '../../model/served.ts';
import { resolveBackend } from '../../references/backends.ts';

interface Place {
  host: string | undefined;
  path: IngressPathMatch;
  backend: IngressBackend;
}

/** The entries of all Ingresses, in order of precedence, each with its canary. */
export function compileIngresses(
  model: Model,
  ingresses: readonly Ingress[],
  behaviour: Behaviour,
): readonly IngressEntry[] {
  const { ingress: policy } = behaviour;
  const compiled = ingresses.map((object) => {
    const options = policy.options(object.metadata.annotations);
    return { object, options, entries: compileIngress(model, object, options, behaviour) };
  });
  const canaries = compiled.filter(({ options }) => options.canary);
  const findCanary = (entry: IngressEntry): Pick<IngressEntry, 'canary'> => {
    for (const { object, options, entries } of canaries) {
      if (namespaceOf(object) !== entry.route.slice(0, entry.route.indexOf('/'))) continue;
      const own = entries.find((one) => one.hostname === entry.hostname && one.path.value === entry.path.value);
      if (own && options.canary) return { canary: { rule: own.rule, options: options.canary } };
    }
    return {};
  };
  return compiled
    .filter(({ options }) => !options.canary)
    .flatMap(({ entries }) => entries.map((entry) => ({ ...entry, ...findCanary(entry) })))
    .sort(policy.order);
}

function compileIngress(
  model: Model,
  object: Ingress,
  options: IngressOptions,
  behaviour: Behaviour,
): readonly IngressEntry[] {
  const tlsHosts = (object.spec?.tls ?? []).flatMap(({ hosts = [] }) => hosts);
  return listPlaces(object, options, behaviour).map(({ host, path, backend }, ruleIndex): IngressEntry => {
    const id = `Ingress ${keyOf(object)}#${ruleIndex}`;
    return {
      kind: 'Ingress',
      route: keyOf(object),
      created: ageOf(object),
      ruleIndex,
      ...(host ? { hostname: host } : {}),
      path,
      options,
      hasTls: host !== undefined && tlsHosts.includes(host),
      rule: compileRule(model, object, backend, id, options, behaviour),
    };
  });
}

function listPlaces(object: Ingress, options: IngressOptions, { ingress: policy }: Behaviour): readonly Place[] {
  const places = (object.spec?.rules ?? []).flatMap(({ host, http }) =>
    (http?.paths ?? []).flatMap(({ path = '', pathType, backend }): Place[] => {
      const match = policy.pathMatch(pathType, path, options);
      return match ? [{ host: host?.toLowerCase(), path: match, backend }] : [];
    }),
  );
  const fallback = policy.defaultBackend(object);
  const all: Place[] = fallback ? [{ host: undefined, path: { type: 'Default', value: '' }, backend: fallback }] : [];
  return [...places, ...all];
}

function compileRule(
  model: Model,
  object: Ingress,
  { service }: IngressBackend,
  id: string,
  options: IngressOptions,
  behaviour: Behaviour,
): CompiledRule {
  const base = { id, filters: options.cors ? [{ type: 'CORS', cors: options.cors }] : [], timeouts: {} };
  if (!service) return { ...base, backends: [] };
  const found = model.services.get(`${namespaceOf(object)}/${service.name}`);
  const port = behaviour.ingress.port(service.port, found?.spec.ports ?? []);
  const ref = { name: service.name, ...(port ? { port: port.port } : {}) };
  const route = { apiVersion: object.apiVersion, kind: object.kind, metadata: object.metadata, spec: {} };
  const { backend } = resolveBackend(model, route, ref, behaviour);
  const spoken = behaviour.ingress.protocol(options, `${service.name}.${namespaceOf(object)}.svc`);
  const backends: HttpBackend[] = [{ ...backend, ...spoken, filters: [] }];
  return { ...base, backends };
}
