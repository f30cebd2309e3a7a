import { backend, filter, type Named, rule } from './rule.ts';

/** Filters that HTTPRoutes and GRPCRoutes share. */
export const HEADER_FILTERS: Named = {
  'headers changed': rule({
    filters: [
      {
        type: 'RequestHeaderModifier',
        requestHeaderModifier: { set: [{ name: 'A', value: '1' }], add: [{ name: 'b', value: '2' }], remove: ['c'] },
      },
      { type: 'ResponseHeaderModifier', responseHeaderModifier: { add: [{ name: 'x', value: 'y' }] } },
    ],
  }),
  'header twice': filter({
    type: 'RequestHeaderModifier',
    requestHeaderModifier: {
      set: [
        { name: 'a', value: '1' },
        { name: 'a', value: '2' },
      ],
    },
  }),
  'header removed twice': filter({ type: 'RequestHeaderModifier', requestHeaderModifier: { remove: ['a', 'a'] } }),
  'header bad': filter({
    type: 'RequestHeaderModifier',
    requestHeaderModifier: { set: [{ name: 'a b', value: '' }], add: [{ name: '', value: 'x' }] },
  }),
  'header without value': filter({ type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'a' }] } }),
  'modifier missing': filter({ type: 'RequestHeaderModifier' }),
  'modifier of response missing': filter({ type: 'ResponseHeaderModifier' }),
  'modifier with wrong type': filter({
    type: 'ResponseHeaderModifier',
    requestHeaderModifier: {},
    responseHeaderModifier: {},
  }),
  'modifier twice': rule({ filters: [1, 2].map(() => ({ type: 'RequestHeaderModifier', requestHeaderModifier: {} })) }),
  'modifier of response twice': rule({
    filters: [1, 2].map(() => ({ type: 'ResponseHeaderModifier', responseHeaderModifier: {} })),
  }),
  mirror: filter({ type: 'RequestMirror', requestMirror: { backendRef: { name: 'm', port: 80 } } }),
  'mirrors by part': rule({
    filters: [
      { type: 'RequestMirror', requestMirror: { backendRef: { name: 'm', port: 80 }, percent: 50 } },
      { type: 'RequestMirror', requestMirror: { backendRef: { name: 'n', port: 80 }, fraction: { numerator: 1 } } },
    ],
  }),
  'mirror missing': filter({ type: 'RequestMirror' }),
  'mirror without backend': filter({ type: 'RequestMirror', requestMirror: {} }),
  'mirror without port': filter({ type: 'RequestMirror', requestMirror: { backendRef: { name: 'm' } } }),
  'mirror percent and fraction': filter({
    type: 'RequestMirror',
    requestMirror: { backendRef: { name: 'm', port: 80 }, percent: 5, fraction: { numerator: 1, denominator: 5 } },
  }),
  'mirror fraction large': filter({
    type: 'RequestMirror',
    requestMirror: { backendRef: { name: 'm', port: 80 }, fraction: { numerator: 6, denominator: 5 } },
  }),
  'mirror numbers bad': filter({
    type: 'RequestMirror',
    requestMirror: { backendRef: { name: 'm', port: 80 }, percent: 101, fraction: { numerator: -1, denominator: 0 } },
  }),
  extension: filter({ type: 'ExtensionRef', extensionRef: { group: 'example.com', kind: 'Thing', name: 'x' } }),
  'extension missing': filter({ type: 'ExtensionRef' }),
  'extension empty': filter({ type: 'ExtensionRef', extensionRef: {} }),
  'filter unknown': filter({ type: 'Unheard' }),
  'filter without type': filter({ requestHeaderModifier: {} }),
  'filters many': rule({
    filters: Array.from({ length: 17 }, () => ({
      type: 'RequestMirror',
      requestMirror: { backendRef: { name: 'm', port: 80 } },
    })),
  }),
  'filter of backend': backend({
    filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { add: [{ name: 'a', value: 'b' }] } }],
  }),
  'filter of backend wrong': backend({ filters: [{ type: 'RequestMirror', requestHeaderModifier: {} }] }),
  'rule name': rule({ name: 'first' }),
  'rule name bad': rule({ name: 'First!' }),
  'rule names twice': { rules: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] },
};
