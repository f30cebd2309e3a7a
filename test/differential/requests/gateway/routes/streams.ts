import { HOSTNAME_CASES, type KindCases, PARENT_CASES, ROUTE_STATUSES } from '../cases.ts';
import { BACKEND_CASES, type Named, rule } from './rule.ts';

const STREAM: Named = {
  ...PARENT_CASES,
  ...BACKEND_CASES,
  'rules none': { rules: [] },
  'rules two': { rules: [1, 2].map(() => ({ backendRefs: [{ name: 's', port: 80 }] })) },
  'rule empty': rule({}),
  'backends none': rule({ backendRefs: [] }),
  'rule name': rule({ name: 'a', backendRefs: [{ name: 's', port: 80 }] }),
};

const TLS: Named = {
  ...STREAM,
  ...HOSTNAME_CASES,
  'hostnames none': { hostnames: [] },
  'hostnames address': { hostnames: ['10.0.0.1', '::1'] },
  'hostnames wild': { hostnames: ['*.example.com', '*', 'a.*.com'] },
};

const streamBase = { rules: [{ backendRefs: [{ name: 's', port: 80 }] }] };

export const TLS_ROUTES: KindCases = {
  kind: 'TLSRoute',
  plural: 'tlsroutes',
  versions: ['v1'],
  base: { ...streamBase, hostnames: ['example.com'] },
  cases: TLS,
  statuses: ROUTE_STATUSES,
};
export const TCP_ROUTES: KindCases = {
  kind: 'TCPRoute',
  plural: 'tcproutes',
  versions: ['v1'],
  base: streamBase,
  cases: STREAM,
  statuses: ROUTE_STATUSES,
};
export const UDP_ROUTES: KindCases = {
  kind: 'UDPRoute',
  plural: 'udproutes',
  versions: ['v1'],
  base: streamBase,
  cases: STREAM,
  statuses: ROUTE_STATUSES,
};
