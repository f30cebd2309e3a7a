import { expect } from 'chai';
import fc from 'fast-check';
import type { Place, WorldPlan } from '../../policy/generate/index.ts';
import { compareWorld, worlds } from '../model/agree.ts';
import { createPlace } from '../model/place.ts';

/** In `npm test`; `npm run model:agree` takes thousands. */
const sets = 150;
const seed = 7;

const listener = (kind: number, hostname = 0) => ({ kind, hostname, from: 0 });
const base: WorldPlan = {
  allowed: 0,
  terminates: false,
  listeners: [listener(0)],
  sets: [],
  services: [{ namespace: 0, pod: 0, state: 0 }],
  grants: [],
  routes: [],
  policies: [],
};
const route = (kind: number, more: Partial<WorldPlan['routes'][number]> = {}): WorldPlan['routes'][number] => ({
  ...{ kind, namespace: 0, name: 0, age: 0, hostnames: [], parent: 0, section: 0 },
  rules: [{ matches: [], backends: [{ service: 0, weight: 0, lost: false }] }],
  ...more,
});
const policy = { service: 0, authority: 0, section: false, age: 0 };

/** Worlds over which they differed once, made small. */
const kept: Readonly<Record<string, WorldPlan>> = {
  'a policy without a CA certificate, for a Service that TLS is passed through to': {
    ...base,
    listeners: [listener(1)],
    routes: [route(1)],
    policies: [policy],
  },
  'a TCPRoute on a listener that passes TLS through': { ...base, listeners: [listener(1)], routes: [route(2)] },
  'a call over TLS under a name that no listener has': { ...base, listeners: [listener(4, 1)], routes: [route(0)] },
  'TCP listeners of a Gateway and its ListenerSet on one port': {
    ...base,
    listeners: [listener(2)],
    sets: [{ namespace: 0, age: 0, listeners: [listener(2)] }],
  },
  'a listener that stands in the way of another one of its ListenerSet, and has lost itself': {
    ...base,
    sets: [
      { namespace: 0, age: 0, listeners: [listener(5, 1)] },
      { namespace: 0, age: 0, listeners: [listener(6), listener(5)] },
    ],
  },
  'a policy for a Service that the route may not refer to': {
    ...base,
    services: [{ namespace: 2, pod: 0, state: 0 }],
    routes: [route(0)],
    policies: [policy],
  },
};

describe('the reference gateway and the model', () => {
  let place: Place;
  before(async () => {
    place = await createPlace();
  });

  it(`agree on ${sets} generated sets of objects and what is asked of them, in every protocol`, () => {
    const kinds = new Set<string>();
    const property = fc.property(worlds, (plan) => {
      const { byKind, differences } = compareWorld(plan, place, seed);
      for (const kind of Object.keys(byKind)) kinds.add(kind);
      expect(differences).to.deep.equal([]);
    });
    fc.assert(property, { seed, numRuns: sets });
    expect([...kinds].sort()).to.deep.equal(['grpc', 'http', 'tcp', 'tls', 'udp']);
  }).timeout(120_000);

  for (const [title, plan] of Object.entries(kept))
    it(`agree on ${title}`, () => {
      for (const again of [1, 2, 3]) expect(compareWorld(plan, place, again).differences).to.deep.equal([]);
    });
});
