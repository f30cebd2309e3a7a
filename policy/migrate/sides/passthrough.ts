import type { JsonObject } from '../../../apimachinery/types.ts';
import { compareListenerHostnames, coversHost, intersect } from '../../model/hostnames.ts';
import type { Take } from '../types.ts';
import { listAt, nameOf, namespaceOf, textAt } from './objects.ts';

/** What a listener that passes TLS on, and the TLSRoute for a name, do with a connection; undefined where none is for it. */
export function findPassthrough(objects: readonly JsonObject[], name: string, port: number): Take | undefined {
  const [listener] = listPassthroughs(objects, port)
    .filter(({ hostname }) => coversHost(hostname, name))
    .sort((a, b) => compareListenerHostnames(a.hostname, b.hostname));
  if (!listener) return undefined;
  for (const route of objects.filter(({ kind }) => kind === 'TLSRoute')) {
    const attached = listAt(route, 'spec', 'parentRefs').some(
      (ref) =>
        `${textAt(ref, 'namespace') || namespaceOf(route)}/${textAt(ref, 'name')}` === listener.gateway &&
        ['', listener.section].includes(textAt(ref, 'sectionName')) &&
        (ref.port === undefined || ref.port === port),
    );
    if (!attached || !listHostnames(route).some((host) => isFor(host, listener.hostname, name))) continue;
    const [backend] = listAt(route, 'spec', 'rules').flatMap((rule) => listAt(rule, 'backendRefs'));
    if (!backend) continue;
    const namespace = textAt(backend, 'namespace') || namespaceOf(route);
    return {
      served: { kind: 'passthrough', backend: `${namespace}/${textAt(backend, 'name')}:${String(backend.port)}` },
      by: { object: `TLSRoute ${nameOf(route)}`, field: 'spec.rules[0]' },
    };
  }
  return { served: { kind: 'refuse' } };
}

function isFor(host: string | undefined, listener: string | undefined, name: string): boolean {
  const common = intersect(listener, host);
  return common !== null && coversHost(common, name);
}

function listHostnames({ spec }: JsonObject): readonly (string | undefined)[] {
  const hostnames = (spec as { hostnames?: unknown } | undefined)?.hostnames;
  const texts = Array.isArray(hostnames) ? hostnames.filter((each) => typeof each === 'string') : [];
  return texts.length > 0 ? texts : [undefined];
}

function listPassthroughs(objects: readonly JsonObject[], port: number) {
  return objects
    .filter(({ kind }) => kind === 'Gateway')
    .flatMap((gateway) =>
      listAt(gateway, 'spec', 'listeners')
        .filter((listener) => listener.port === port && textAt(listener, 'tls', 'mode') === 'Passthrough')
        .map((listener) => ({
          gateway: nameOf(gateway),
          section: textAt(listener, 'name'),
          hostname: textAt(listener, 'hostname') || undefined,
        })),
    );
}
