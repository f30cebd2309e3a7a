import { commonFilters, corsFilter, pathChanges, redirect, rewrite } from './filters.ts';

const parentRefs = [
  { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'one', namespace: 'other', sectionName: 'a', port: 80 },
  { name: 'two' },
];
const backend = { group: '', kind: 'Service', name: 'one', namespace: 'other', port: 8080, weight: 3 };
const hostnames = ['a.example', '*.b.example'];
const header = { name: 'x-one', type: 'Exact', value: 'one' };
const { prefix, full } = pathChanges;

const prefixMatch = {
  path: { type: 'PathPrefix', value: '/a' },
  method: 'GET',
  headers: [header],
  queryParams: [{ name: 'one', type: 'RegularExpression', value: '^o' }],
};

export const httpRoute = {
  parentRefs,
  hostnames,
  rules: [
    {
      name: 'one',
      matches: [prefixMatch],
      filters: [...commonFilters, corsFilter, rewrite(prefix)],
      backendRefs: [
        { ...backend, filters: [...commonFilters, corsFilter, rewrite(prefix)] },
        { ...backend, filters: [redirect(prefix)] },
      ],
      timeouts: { request: '10s', backendRequest: '5s' },
    },
    { name: 'two', matches: [prefixMatch], filters: [redirect(prefix)] },
    {
      name: 'three',
      matches: [{ path: { type: 'Exact', value: '/a' } }],
      filters: [rewrite(full)],
      backendRefs: [
        { ...backend, filters: [rewrite(full)] },
        { ...backend, filters: [redirect(full)] },
      ],
    },
    { name: 'four', matches: [{ path: { type: 'RegularExpression', value: '/a.*' } }], filters: [redirect(full)] },
  ],
};

/** What the standard channel has only got with v1.7. */
export const httpRouteWithRetries = {
  rules: [{ backendRefs: [{ name: 'one', port: 80 }], retry: { attempts: 2, backoff: '100ms', codes: [503] } }],
};

export const grpcRoute = {
  parentRefs,
  hostnames,
  rules: [
    {
      name: 'one',
      matches: [
        { method: { type: 'Exact', service: 'a.B', method: 'C' }, headers: [header] },
        { method: { type: 'RegularExpression', service: 'a.*' } },
      ],
      filters: commonFilters,
      backendRefs: [{ ...backend, filters: commonFilters }],
    },
    { name: 'two', backendRefs: [backend] },
  ],
};

export const tlsRoute = { parentRefs, hostnames, rules: [{ name: 'one', backendRefs: [backend] }] };

export const portRoute = { parentRefs, rules: [{ name: 'one', backendRefs: [backend] }] };
