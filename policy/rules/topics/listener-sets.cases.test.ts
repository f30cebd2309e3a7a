import { core, gateway, listener, listenerSet, type TopicCases } from '../testing.ts';

const taking = (allowed: object) => gateway([listener('http')], { allowedListeners: { namespaces: allowed } });

export const listenerSetCases: TopicCases = {
  'listenerset-not-allowed': {
    fires: [
      {
        name: 'a Gateway that says nothing',
        objects: [gateway(), listenerSet([listener('a', { port: 81 })])],
        at: ['ListenerSet infra/s spec.parentRef'],
      },
      { name: 'another namespace', objects: [taking({ from: 'Same' }), listenerSet([], 's', 'shop')] },
      {
        name: 'labels that nobody tells, as a warning',
        objects: [taking({ from: 'Selector', selector: { matchLabels: { a: 'x' } } }), listenerSet([], 's', 'shop')],
        level: 'warning',
      },
    ],
    misses: [
      { name: 'its own namespace', objects: [taking({ from: 'Same' }), listenerSet([])] },
      { name: 'a Gateway that is not in the files', objects: [listenerSet([])] },
      {
        name: 'a selected namespace',
        objects: [
          taking({ from: 'Selector', selector: { matchLabels: { a: 'x' } } }),
          { ...core('Namespace', 'shop', undefined), metadata: { name: 'shop', labels: { a: 'x' } } },
          listenerSet([], 's', 'shop'),
        ],
      },
    ],
  },
  'listenerset-parent-missing': {
    fires: [
      {
        name: 'none in a closed world',
        objects: [listenerSet([])],
        closed: true,
        at: ['ListenerSet infra/s spec.parentRef.name'],
      },
    ],
    misses: [
      { name: 'one that is elsewhere', objects: [listenerSet([])] },
      { name: 'one that is there', objects: [gateway(), listenerSet([])], closed: true },
    ],
  },
  'listenerset-conflict': {
    fires: [
      {
        name: 'a listener of the Gateway',
        objects: [gateway(), listenerSet([listener('a')])],
        at: ['ListenerSet infra/s spec.listeners[0]'],
        says: 'of Gateway infra/edge',
      },
      {
        name: 'an older set',
        objects: [
          gateway(),
          listenerSet([listener('a', { port: 81 })], 'a', 'infra', '2026-01-02T00:00:00Z'),
          listenerSet([listener('b', { port: 81 })], 'b', 'infra', '2026-01-01T00:00:00Z'),
        ],
        at: ['ListenerSet infra/a spec.listeners[0]'],
      },
    ],
    misses: [
      { name: 'another hostname', objects: [gateway(), listenerSet([listener('a', { hostname: 'x.example' })])] },
      {
        name: 'another Gateway',
        objects: [
          gateway(),
          { ...listenerSet([listener('a')]), spec: { parentRef: { name: 'other' }, listeners: [listener('a')] } },
        ],
      },
    ],
  },
};
