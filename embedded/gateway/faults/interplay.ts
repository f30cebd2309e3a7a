import type { HeaderLine } from '../model/header.ts';
import type { HttpRouteRule, RouteFilter } from '../model/http-route.ts';
import type { CompiledFilter } from '../model/served.ts';
import { isHeader } from '../routes/headers.ts';
import { mapRules, read } from './read.ts';
import { type Fault, fault } from './types.ts';

/** What each does well alone: two features at once, and a feature at a place or in a kind of route where it is rarer. */
export const interplayFaults: readonly Fault[] = [
  fault(
    'backend-filters-instead',
    'leaves out the filters of a rule where its backend has some',
    'filters',
    (right) => ({
      ofRequest: (rule, backend, request) => right.ofRequest(backend.length > 0 ? [] : rule, backend, request),
    }),
  ),
  fault(
    'backend-response-filters-instead',
    'leaves out what a rule changes of responses where its backend has filters',
    'filters',
    (right) => ({ ofResponse: (rule, backend) => right.ofResponse(backend.length > 0 ? [] : rule, backend) }),
  ),
  ...(['setHeader', 'addHeader', 'removeHeader'] as const).flatMap((member): Fault[] => {
    const what = member.replace('Header', '');
    const after = (
      name: string,
      description: string,
      change: (lines: readonly HeaderLine[]) => readonly HeaderLine[],
    ) =>
      fault(name, description, 'filters', (right) => ({
        [member]: (lines: readonly HeaderLine[], header: string, value: string) =>
          change((right[member] as (typeof right)['setHeader'])(lines, header, value)),
      }));
    return [after(`header-${what}-keeps-one-line`, `keeps one line of each header where it ${what}s one`, keepOneLine)];
  }),
  fault(
    'header-add-last-line-only',
    'leaves one line of a header where it adds a value to several',
    'filters',
    (right) => ({
      addHeader: (lines, name, value) => {
        const own = lines.filter(([present]) => isHeader(present, name));
        const others = lines.filter(([present]) => !isHeader(present, name));
        return right.addHeader([...others, ...own.slice(-1)], name, value);
      },
    }),
  ),
  fault('header-remove-first-line', 'removes the first line of a header and leaves the others', 'filters', () => ({
    removeHeader: (lines, name) => {
      const at = lines.findIndex(([present]) => isHeader(present, name));
      return lines.filter((_line, index) => index !== at);
    },
  })),
  fault('mirror-in-the-clear', 'sends copies in the clear, whatever a policy asks', 'mirrors', ({ select }) => ({
    select: (mirrors) =>
      select(mirrors).map((filter) => changeMirror(filter, ({ tls: _dropped, ...backend }) => backend)),
  })),
  fault('mirror-as-http1', 'sends copies over HTTP/1.1, whatever the mirror asks for', 'mirrors', ({ select }) => ({
    select: (mirrors) =>
      select(mirrors).map((filter) => changeMirror(filter, (backend) => ({ ...backend, protocol: 'http' }))),
  })),
  read(
    'timeouts-of-rule-before',
    'goes by the timeouts of the rule before where a rule has none',
    'routes',
    () => (route) => {
      let before: HttpRouteRule['timeouts'];
      return mapRules(route, (rule) => {
        before = rule.timeouts ?? before;
        return before ? { ...rule, timeouts: before } : rule;
      });
    },
  ),
  read(
    'filters-of-rule-before',
    'applies the header filters of the rule before where a rule has none',
    'routes',
    () => (route) => {
      let before: RouteFilter[] | undefined;
      return mapRules(route, (rule) => {
        before = rule.filters?.filter(({ type }) => type.endsWith('HeaderModifier')) ?? before;
        return before && !rule.filters ? { ...rule, filters: before } : rule;
      });
    },
  ),
  fault('duration-first-unit', 'reads the first unit of a duration only', 'timeouts', (right) => ({
    request: ({ request, ...rest }) => right.request({ ...rest, ...firstUnit('request', request) }),
    backendRequest: ({ backendRequest, ...rest }) =>
      right.backendRequest({ ...rest, ...firstUnit('backendRequest', backendRequest) }),
  })),
  read(
    'same-backends-merged',
    'takes two backendRefs of one Service for one',
    'routes',
    () => (route) =>
      mapRules(route, (rule) => {
        const names = new Set<string>();
        const refs = rule.backendRefs?.filter(({ namespace, name, port }) => {
          const key = `${namespace}/${name}/${port}`;
          return !names.has(key) && names.add(key);
        });
        return refs ? { ...rule, backendRefs: refs } : rule;
      }),
  ),
  read(
    'same-service-first-port',
    'sends to one port of a Service that a rule names with two',
    'routes',
    () => (route) =>
      mapRules(route, (rule) => ({
        ...rule,
        ...(rule.backendRefs
          ? {
              backendRefs: rule.backendRefs.map((ref) => {
                const port = rule.backendRefs?.find(
                  ({ name, namespace }) => name === ref.name && namespace === ref.namespace,
                )?.port;
                return { ...ref, ...(port ? { port } : {}) };
              }),
            }
          : {}),
      })),
  ),
  read(
    'own-namespace-first',
    'takes a Service of its own namespace for the one of that name in another',
    'routes',
    () =>
      (route, _key, { services }) =>
        mapRules(route, (rule) => ({
          ...rule,
          ...(rule.backendRefs
            ? {
                backendRefs: rule.backendRefs.map(({ namespace, ...ref }) =>
                  namespace && !services.has(`${route.metadata.namespace}/${ref.name}`) ? { ...ref, namespace } : ref,
                ),
              }
            : {}),
        })),
  ),
  read(
    'protocol-of-first-port',
    'speaks to all ports of a Service as its first port asks',
    'services',
    () => (service) => {
      const appProtocol = service.spec.ports?.[0]?.appProtocol;
      const ports = service.spec.ports?.map(({ appProtocol: _own, ...port }) => ({
        ...port,
        ...(appProtocol ? { appProtocol } : {}),
      }));
      return { ...service, spec: { ...service.spec, ...(ports ? { ports } : {}) } };
    },
  ),
  fault('invalid-fails-all', 'fails all requests of a rule with an invalid backend', 'backends', ({ shares }) => ({
    shares: (backends) => {
      const right = shares(backends);
      const isBroken = backends.some(({ invalid, weight }) => invalid && weight > 0);
      return isBroken ? right.map((weight, index) => (backends[index]?.invalid ? weight : 0)) : right;
    },
  })),
  fault(
    'invalid-zero-weight-fails',
    'fails requests for the sake of an invalid backend of weight 0',
    'backends',
    ({ shares }) => ({
      shares: (backends) => {
        const right = shares(backends);
        return right.map((weight, index) => (backends[index]?.invalid && weight === 0 ? 1 : weight));
      },
    }),
  ),
  fault('parents-of-gateway-merged', 'gives one status for two parentRefs of one Gateway', 'status', ({ parents }) => ({
    parents: (route, desired) => {
      const all = parents(route, desired);
      const key = ({ parentRef: { kind, namespace, name } }: (typeof all)[number]) => `${kind}/${namespace}/${name}`;
      return all.filter((parent, index) => all.findIndex((other) => key(other) === key(parent)) === index);
    },
  })),
  ...(['port', 'sectionName'] as const).map((field) =>
    fault(
      `parent-${field.toLowerCase()}-left-out`,
      `leaves ${field} out of the parentRefs of statuses`,
      'status',
      (right) => ({
        parents: (route, desired) =>
          right.parents(route, desired).map(({ parentRef, conditions }) => {
            const { [field]: _dropped, ...ref } = parentRef;
            return { parentRef: ref, conditions };
          }),
      }),
    ),
  ),
];

function keepOneLine(lines: readonly HeaderLine[]): readonly HeaderLine[] {
  return [...new Map(lines.map(([name, value]) => [name.toLowerCase(), [name, value] as const])).values()];
}

function changeMirror(
  filter: CompiledFilter,
  change: (backend: NonNullable<CompiledFilter['backend']>) => NonNullable<CompiledFilter['backend']>,
): CompiledFilter {
  return filter.backend ? { ...filter, backend: change(filter.backend) } : filter;
}

function firstUnit<Field extends string>(field: Field, duration: string | undefined): { [key in Field]?: string } {
  const first = duration?.match(/^\d+(?:h|ms|m|s)/)?.[0];
  return (first ? { [field]: first } : {}) as { [key in Field]?: string };
}
