import type {
  V1EndpointSlice,
  V1Endpoints,
  V1Ingress,
  V1IngressClass,
  V1NetworkPolicy,
  V1Service,
} from '@kubernetes/client-node';
import { formatAge, formatLabels, formatSelector, joinSome } from './text.ts';
import { makeColumns, type Printer, wide } from './types.ts';

const SHOWN = 3;

export const servicePrinter: Printer = {
  columns: makeColumns('Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age', wide('Selector')),
  printCells(object, now) {
    const service = object as unknown as V1Service;
    const { spec } = service;
    const ports = (spec?.ports ?? []).map(
      ({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol ?? 'TCP'}`,
    );
    return [
      object.metadata.name,
      spec?.type ?? '',
      spec?.clusterIPs?.[0] ?? spec?.clusterIP ?? '<none>',
      formatExternal(service),
      ports.join(',') || '<none>',
      formatAge(object, now),
      formatLabels(spec?.selector),
    ];
  },
};

function formatExternal({ spec, status }: V1Service): string {
  const external = spec?.externalIPs ?? [];
  if (spec?.type === 'ExternalName') return spec.externalName ?? '';
  if (spec?.type !== 'LoadBalancer') return external.join(',') || '<none>';
  return [...listAddresses(status?.loadBalancer?.ingress), ...external].join(',') || '<pending>';
}

function listAddresses(ingress: readonly { ip?: string; hostname?: string }[] = []): string[] {
  return [...new Set(ingress.map(({ ip, hostname }) => ip || hostname || ''))].filter(Boolean).sort();
}

export const endpointsPrinter: Printer = {
  columns: makeColumns('Name', 'Endpoints', 'Age'),
  printCells(object, now) {
    const { subsets = [] } = object as unknown as V1Endpoints;
    const addresses = subsets.flatMap(({ addresses: found = [], ports = [] }) =>
      ports.length === 0
        ? found.map(({ ip }) => ip)
        : ports.flatMap(({ port }) => found.map(({ ip }) => joinHostPort(ip, port))),
    );
    return [
      object.metadata.name,
      joinSome(addresses, SHOWN, subsets.length === 0 ? '<none>' : ''),
      formatAge(object, now),
    ];
  },
};

function joinHostPort(host: string | undefined, port: number): string {
  // An address may lack what it should have: a table shows what there is.
  return host?.includes(':') ? `[${host}]:${port}` : `${host ?? ''}:${port}`;
}

export const endpointSlicePrinter: Printer = {
  columns: makeColumns('Name', 'AddressType', 'Ports', 'Endpoints', 'Age'),
  printCells(object, now) {
    const { addressType, ports, endpoints } = object as unknown as V1EndpointSlice;
    return [
      object.metadata.name,
      addressType ?? '',
      joinSome(
        (ports ?? []).map(({ port, name }) => String(port ?? name ?? '*')),
        SHOWN,
        '<unset>',
      ),
      joinSome(
        (endpoints ?? []).flatMap(({ addresses }) => addresses),
        SHOWN,
        '<unset>',
      ),
      formatAge(object, now),
    ];
  },
};

export const ingressPrinter: Printer = {
  columns: makeColumns('Name', 'Class', 'Hosts', 'Address', 'Ports', 'Age'),
  printCells(object, now) {
    const { spec, status } = object as unknown as V1Ingress;
    const hosts = (spec?.rules ?? []).flatMap(({ host }) => host || []);
    return [
      object.metadata.name,
      spec?.ingressClassName ?? '<none>',
      joinSome(hosts, SHOWN, '*'),
      listAddresses(status?.loadBalancer?.ingress).join(','),
      (spec?.tls ?? []).length > 0 ? '80, 443' : '80',
      formatAge(object, now),
    ];
  },
};

export const ingressClassPrinter: Printer = {
  columns: makeColumns('Name', 'Controller', 'Parameters', 'Age'),
  printCells(object, now) {
    const { spec } = object as unknown as V1IngressClass;
    const { apiGroup, kind, name } = spec?.parameters ?? {};
    const parameters = kind ? `${kind}${apiGroup ? `.${apiGroup}` : ''}/${name}` : '<none>';
    return [object.metadata.name, spec?.controller ?? '', parameters, formatAge(object, now)];
  },
};

export const networkPolicyPrinter: Printer = {
  columns: makeColumns('Name', 'Pod-Selector', 'Age'),
  printCells(object, now) {
    const { spec } = object as unknown as V1NetworkPolicy;
    return [object.metadata.name, formatSelector(spec?.podSelector), formatAge(object, now)];
  },
};
