import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { KubeObject } from '../scenario/kubernetes.ts';
import {
  allKinds,
  conditionPlaces,
  findKind,
  isClusterScoped,
  isGatewayApi,
  isRoute,
  kinds,
  listReferences,
  newObject,
  stageRank,
} from './index.ts';

const harness = join(import.meta.dirname, '..');

describe('the table of kinds', () => {
  it('has each name once, and finds a kind by group as well', () => {
    expect(new Set(allKinds.map(({ kind }) => kind)).size).to.equal(allKinds.length);
    expect(findKind({ apiVersion: 'gateway.networking.k8s.io/v1alpha2', kind: 'TCPRoute' })).to.equal(kinds.TCPRoute);
    expect(findKind({ apiVersion: 'networking.istio.io/v1', kind: 'Gateway' })).to.equal(undefined);
    expect(isRoute({ apiVersion: 'route.openshift.io/v1', kind: 'Route' })).to.equal(false);
    expect(isClusterScoped('GatewayClass')).to.equal(true);
    expect(isClusterScoped('ListenerSet')).to.equal(false);
  });

  it('makes what others refer to before them', () => {
    const order = [kinds.Namespace, kinds.Secret, kinds.Gateway, kinds.ListenerSet, kinds.GRPCRoute];
    const ranks = order.map(stageRank);
    expect(ranks).to.deep.equal([...ranks].sort((left, right) => left - right));
    expect(new Set(ranks).size).to.equal(ranks.length);
    for (const kind of allKinds) {
      for (const target of kind.refs.flatMap(({ group, kind: name }) =>
        name ? [{ group: group ?? '', kind: name }] : [],
      ))
        expect(stageRank(target), `${kind.kind} refers to ${target.kind}`).to.be.at.most(stageRank(kind));
    }
  });

  it('knows where conditions are, of kinds that it does not have too', () => {
    expect(conditionPlaces(kinds.UDPRoute)).to.deep.equal(['parents']);
    expect(conditionPlaces(kinds.ListenerSet)).to.deep.equal(['conditions', 'listeners']);
    expect(conditionPlaces(kinds.BackendTLSPolicy)).to.deep.equal(['ancestors']);
    expect(conditionPlaces({ group: 'x.example', kind: 'HTTPRoute' })).to.deep.equal(['conditions']);
    expect(isGatewayApi(kinds.XBackend)).to.equal(true);
    expect(isGatewayApi(kinds.Service)).to.equal(false);
  });
});

describe('listReferences', () => {
  const targets = (object: KubeObject): string[] =>
    listReferences(object).map(
      ({ path, to }) => `${path} -> ${to.group}/${to.kind} ${to.namespace}${to.namespace ? '/' : ''}${to.name}`,
    );

  it('finds parents, backends and filters of a route, with the defaults of each', () => {
    const mirror = {
      type: 'RequestMirror',
      requestMirror: { backendRef: { name: 'copy', namespace: 'far', port: 80 } },
    };
    const extension = { type: 'ExtensionRef', extensionRef: { group: 'x.example', kind: 'Limit', name: 'slow' } };
    const route = newObject(
      kinds.HTTPRoute,
      { name: 'r', namespace: 'home' },
      {
        spec: {
          parentRefs: [
            { name: 'gw', sectionName: 'a' },
            { group: '', kind: 'Service', name: 'mesh', namespace: 'far' },
          ],
          rules: [
            { filters: [mirror] },
            { backendRefs: [{ name: 'one', port: 80, filters: [extension] }, { port: 80 }, 'malformed'] },
          ],
        },
      },
    );
    expect(targets(route)).to.have.members([
      'spec.parentRefs[0] -> gateway.networking.k8s.io/Gateway home/gw',
      'spec.parentRefs[1] -> /Service far/mesh',
      'spec.rules[1].backendRefs[0] -> /Service home/one',
      'spec.rules[0].filters[0].requestMirror.backendRef -> /Service far/copy',
      'spec.rules[1].backendRefs[0].filters[0].extensionRef -> x.example/Limit home/slow',
    ]);
  });

  it('finds the class and the certificates of a Gateway', () => {
    const tls = {
      certificateRefs: [{ name: 'pair' }, { group: '', kind: 'Secret', name: 'other', namespace: 'vault' }],
    };
    const spec = { gatewayClassName: 'mine', listeners: [{ name: 'plain' }, { name: 'safe', tls }] };
    expect(targets(newObject(kinds.Gateway, { name: 'gw', namespace: 'home' }, { spec }))).to.deep.equal([
      'spec.gatewayClassName -> gateway.networking.k8s.io/GatewayClass mine',
      'spec.listeners[1].tls.certificateRefs[0] -> /Secret home/pair',
      'spec.listeners[1].tls.certificateRefs[1] -> /Secret vault/other',
    ]);
  });

  it('finds what a policy, a ListenerSet and an EndpointSlice hang on', () => {
    const at = (kind: (typeof allKinds)[number], spec: unknown, labels = {}): string[] =>
      targets(newObject(kind, { name: 'x', namespace: 'home', labels }, { spec }));
    expect(at(kinds.ListenerSet, { parentRef: { name: 'gw', namespace: 'infra' } })).to.deep.equal([
      'spec.parentRef -> gateway.networking.k8s.io/Gateway infra/gw',
    ]);
    expect(at(kinds.BackendTLSPolicy, { targetRefs: [{ group: '', kind: 'Service', name: 'safe' }] })).to.deep.equal([
      'spec.targetRefs[0] -> /Service home/safe',
    ]);
    expect(at(kinds.EndpointSlice, undefined, { 'kubernetes.io/service-name': 'svc' })).to.deep.equal([
      'metadata.labels.kubernetes.io/service-name -> /Service home/svc',
    ]);
    expect(at(kinds.Service, {})).to.deep.equal([]);
  });
});

describe('kinds in the rest of the harness', () => {
  // Protocols know the kind of route that carries them; a sample result and a template are texts.
  const exempt = /^(kinds|protocols)\/|\.test\.ts$|^result\/sample\.ts$|^install\/template\.ts$/;
  const files = readdirSync(harness, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !exempt.test(file),
  );
  const linesWith = (pattern: RegExp): string[] =>
    files.flatMap((file) =>
      readFileSync(join(harness, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
    );

  it('are named by the table alone', () => {
    const names = allKinds.map(({ kind }) => kind).join('|');
    expect(files.length).to.be.greaterThan(100);
    expect(linesWith(new RegExp(`kind(: | === | !== )'(${names})'`))).to.deep.equal([]);
    // MeshConsumerRoute is a feature.
    expect(linesWith(/'((?!Mesh)\w*Route|Gateway|GatewayClass|ReferenceGrant|X?ListenerSet|\w+Policy)'/)).to.deep.equal(
      [],
    );
    expect(linesWith(/\bkind\.(endsWith|startsWith|includes)\(/)).to.deep.equal([]);
  });

  it('are written in no version of its own', () => {
    expect(linesWith(/['`](gateway\.networking|apps|[\w.]+\.k8s\.io)\S*\/v1/)).to.deep.equal([]);
  });
});
