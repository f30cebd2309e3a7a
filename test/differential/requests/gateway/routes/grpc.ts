import { HOSTNAME_CASES, type KindCases, PARENT_CASES, ROUTE_STATUSES } from '../cases.ts';
import { HEADER_FILTERS } from './filters.ts';
import { BACKEND_CASES, match, type Named } from './rule.ts';

const GRPC: Named = {
  ...HOSTNAME_CASES,
  ...PARENT_CASES,
  ...BACKEND_CASES,
  ...HEADER_FILTERS,
  'rules none': { rules: [] },
  method: match({ method: { service: 'example.Service', method: 'Call' } }),
  'method service only': match({ method: { service: 'Example.service_2' } }),
  'method type only': match({ method: { type: 'Exact' } }),
  'method empty': match({ method: {} }),
  'method expression': match({ method: { type: 'RegularExpression', service: '.*', method: '[a-z]+' } }),
  'method bad': match({ method: { service: '1.x/', method: 'a-b' } }),
  'method type unknown': match({ method: { type: 'Prefix', service: 'a' } }),
  headers: match({ headers: [{ name: 'a', value: '1' }] }),
  'headers twice': match({
    headers: [
      { name: 'a', value: '1' },
      { name: 'a', value: '1' },
    ],
  }),
  'matches of all rules many': {
    rules: [1, 2, 3].map(() => ({ matches: Array.from({ length: 50 }, () => ({ method: { service: 'a' } })) })),
  },
};

export const GRPC_ROUTES: KindCases = {
  kind: 'GRPCRoute',
  plural: 'grpcroutes',
  versions: ['v1'],
  base: { parentRefs: [{ name: 'gateway' }] },
  cases: GRPC,
  statuses: ROUTE_STATUSES,
};
