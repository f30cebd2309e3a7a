import type { JsonObject } from '../../../apimachinery/types.ts';
import { route, service, type TopicCases, toEdge } from '../testing.ts';

const parent = { group: '', kind: 'Service', name: 'a' };
const meshed = (more: JsonObject = {}, spec: JsonObject = {}) =>
  route({ parentRefs: [{ ...parent, ...more }], rules: [{ backendRefs: [{ name: 'b', port: 80 }] }], ...spec });
const named = service('a', [
  { port: 80, name: 'web' },
  { port: 81, name: 'admin' },
]);
const at = (place: string) => [`HTTPRoute shop/r spec.${place}`];

export const meshCases: TopicCases = {
  'mesh-port': {
    fires: [
      {
        name: 'another number',
        objects: [named, meshed({ port: 82 })],
        at: at('parentRefs[0].port'),
        says: 'it has 80 \\(web\\), 81',
      },
      { name: 'another name', objects: [named, meshed({ sectionName: 'wbe' })], at: at('parentRefs[0].sectionName') },
      { name: 'name and number of two ports', objects: [named, meshed({ port: 80, sectionName: 'admin' })] },
    ],
    misses: [
      { name: 'one port', objects: [named, meshed({ port: 80, sectionName: 'web' })] },
      { name: 'all ports', objects: [named, meshed()] },
      { name: 'a Service that is elsewhere', objects: [meshed({ port: 82 })] },
    ],
  },
  'mesh-consumer': {
    fires: [{ name: 'another namespace', objects: [meshed({ namespace: 'store' })], at: at('parentRefs[0]') }],
    misses: [{ name: 'its own', objects: [meshed({ namespace: 'shop' })] }],
  },
  'mesh-hostnames': {
    fires: [{ name: 'hostnames', objects: [meshed({}, { hostnames: ['a.example'] })], at: at('hostnames') }],
    misses: [
      { name: 'none', objects: [meshed()] },
      {
        name: 'a Gateway beside the Service',
        objects: [route({ parentRefs: [parent, toEdge], hostnames: ['a.example'] })],
      },
    ],
  },
  'mesh-service-type': {
    fires: [
      {
        name: 'a headless one',
        objects: [service('a', [], 'shop', { clusterIP: 'None' }), meshed()],
        at: at('parentRefs[0].name'),
        says: 'headless',
      },
      { name: 'an external one', objects: [service('a', [], 'shop', { type: 'ExternalName' }), meshed()] },
    ],
    misses: [{ name: 'one with an address', objects: [named, meshed()] }],
  },
  'mesh-loop': {
    fires: [
      {
        name: 'the Service itself',
        objects: [meshed({}, { rules: [{ backendRefs: [{ name: 'a', port: 80 }] }] })],
        at: at('rules[0].backendRefs[0]'),
      },
    ],
    misses: [
      { name: 'another Service', objects: [meshed()] },
      {
        name: 'a share of it',
        objects: [
          meshed(
            {},
            {
              rules: [
                {
                  backendRefs: [
                    { name: 'a', port: 80 },
                    { name: 'b', port: 80 },
                  ],
                },
              ],
            },
          ),
        ],
      },
    ],
  },
  'parent-kind-unknown': {
    fires: [
      {
        name: 'a kind of an implementation',
        objects: [route({ parentRefs: [{ group: 'acme.example', kind: 'Mesh', name: 'x' }] })],
        at: at('parentRefs[0]'),
      },
      {
        name: 'a Service of the usual group, as a warning',
        objects: [route({ parentRefs: [{ kind: 'Service', name: 'a' }] })],
        level: 'warning',
      },
    ],
    misses: [
      { name: 'a Service', objects: [meshed()] },
      { name: 'a Gateway', objects: [route()] },
    ],
  },
};
