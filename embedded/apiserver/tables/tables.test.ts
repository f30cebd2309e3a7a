import { expect } from 'chai';
import type { KubeObject } from '../../../apimachinery/types.ts';
import { makeBuiltinResources } from '../builtin/resources.ts';
import { makeCustomPrinter } from './custom.ts';
import { findPrinter } from './index.ts';
import { formatDuration, formatSelector } from './text.ts';

const NOW = new Date('2026-01-02T00:00:00Z');
const CREATED = '2026-01-01T23:55:30Z';

/** The row of an object of a built-in kind, cell by cell. */
function print(kind: string, fields: object, apiVersion?: string): unknown[] {
  const resource = makeBuiltinResources().find(
    (one) => one.kind === kind && (!apiVersion || one.apiVersion === apiVersion),
  );
  if (!resource) throw new Error(`no kind ${kind}`);
  const object = { metadata: { name: 'n', creationTimestamp: CREATED }, ...fields } as unknown as KubeObject;
  const { columns, printCells } = findPrinter(resource);
  const cells = printCells(object, NOW);
  expect(cells, 'a cell for each column').to.have.length(columns.length);
  return cells;
}

const waiting = (name: string, reason: string) => ({
  name,
  ready: false,
  restartCount: 0,
  state: { waiting: { reason } },
});
const running = (name: string, more: object = {}) => ({
  name,
  ready: true,
  restartCount: 0,
  state: { running: {} },
  ...more,
});
const ended = (name: string, exitCode: number, reason = '') => ({
  ...{ name, ready: false, restartCount: 0 },
  state: { terminated: { exitCode, ...(reason && { reason }) } },
});

describe('embedded API server: tables', () => {
  const containers = [{ name: 'a' }, { name: 'b' }];
  const restarted = { restartCount: 3, lastState: { terminated: { exitCode: 1, finishedAt: '2026-01-01T23:59:00Z' } } };
  const pods: [string, object, unknown[]][] = [
    ['before it runs', { phase: 'Pending' }, ['0/2', 'Pending', '0']],
    [
      'while a container waits',
      { phase: 'Pending', containerStatuses: [running('a'), waiting('b', 'ImagePullBackOff')] },
      ['1/2', 'ImagePullBackOff', '0'],
    ],
    [
      'that runs',
      { phase: 'Running', containerStatuses: [running('a'), running('b', restarted)] },
      ['2/2', 'Running', '3 (60s ago)'],
    ],
    [
      'that failed',
      { phase: 'Failed', containerStatuses: [ended('a', 2), ended('b', 0, 'Completed')] },
      ['0/2', 'ExitCode:2', '0'],
    ],
    [
      'of which one container is done',
      { phase: 'Running', containerStatuses: [ended('a', 0, 'Completed'), running('b')] },
      ['1/2', 'NotReady', '0'],
    ],
  ];
  for (const [what, status, [ready, state, restarts]] of pods) {
    it(`prints a pod ${what}`, () => {
      const cells = print('Pod', { spec: { containers, nodeName: 'node' }, status });
      expect(cells).to.deep.equal(['n', ready, state, restarts, '4m30s', '<none>', 'node', '<none>', '<none>']);
    });
  }

  it('prints a revision of a template with whose it is', () => {
    const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'u', controller: true };
    const metadata = { name: 'web-1', creationTimestamp: CREATED, ownerReferences: [owner] };
    expect(print('ControllerRevision', { metadata, revision: 3 })).to.deep.equal([
      'web-1',
      'statefulset.apps/web',
      3,
      '4m30s',
    ]);
    expect(print('ControllerRevision', { revision: 1 })[1]).to.equal('<none>');
  });

  it('prints a pod whose init containers have not ended, or that is being deleted', () => {
    const spec = { containers: [{ name: 'a' }], initContainers: [{ name: 'i' }, { name: 'j' }] };
    const status = {
      phase: 'Pending',
      initContainerStatuses: [ended('i', 0, 'Completed'), waiting('j', 'PodInitializing')],
    };
    expect(print('Pod', { spec, status })[2]).to.equal('Init:1/2');
    const broken = { phase: 'Pending', initContainerStatuses: [ended('i', 1, 'Error')] };
    expect(print('Pod', { spec, status: broken })[2]).to.equal('Init:Error');
    const metadata = { name: 'n', creationTimestamp: CREATED, deletionTimestamp: CREATED };
    expect(print('Pod', { metadata, spec, status: { phase: 'Running' } })[2]).to.equal('Terminating');
  });

  const service = {
    type: 'LoadBalancer',
    clusterIPs: ['10.0.0.1'],
    ports: [
      { port: 80, nodePort: 30000, protocol: 'TCP' },
      { port: 53, protocol: 'UDP' },
    ],
  };
  const rows: [string, object, unknown[], string?][] = [
    [
      'Service',
      { spec: service },
      ['n', 'LoadBalancer', '10.0.0.1', '<pending>', '80:30000/TCP,53/UDP', '4m30s', '<none>'],
    ],
    [
      'Service',
      {
        spec: { ...service, selector: { b: '2', a: '1' } },
        status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }, { hostname: 'h' }] } },
      },
      ['n', 'LoadBalancer', '10.0.0.1', '1.2.3.4,h', '80:30000/TCP,53/UDP', '4m30s', 'a=1,b=2'],
    ],
    [
      'Deployment',
      {
        spec: {
          replicas: 3,
          selector: { matchLabels: { a: 'b' } },
          template: { spec: { containers: [{ name: 'c', image: 'i' }] } },
        },
        status: { readyReplicas: 2 },
      },
      ['n', '2/3', 0, 0, '4m30s', 'c', 'i', 'a=b'],
    ],
    [
      'EndpointSlice',
      { addressType: 'IPv4', endpoints: [{ addresses: ['a', 'b'] }, { addresses: ['c', 'd', 'e'] }], ports: null },
      ['n', 'IPv4', '<unset>', 'a,b,c + 2 more...', '4m30s'],
    ],
    ['Node', {}, ['n', 'Unknown', '<none>', '4m30s', '', '<none>', '<none>', '<unknown>', '<unknown>', '<unknown>']],
    [
      'Job',
      { spec: { completions: 2 }, status: { succeeded: 1, startTime: CREATED } },
      ['n', 'Running', '1/2', '4m30s', '4m30s', '', '', '<none>'],
    ],
    [
      'Event',
      {
        regarding: { kind: 'Pod', name: 'p' },
        note: ' x ',
        eventTime: CREATED,
        reportingController: 'c',
        series: { count: 4, lastObservedTime: NOW.toISOString() },
      },
      ['0s', '', '', 'pod/p', '', 'c', 'x', '4m30s', 4, 'n'],
      'events.k8s.io/v1',
    ],
    ['ClusterRole', {}, ['n', CREATED]],
  ];
  for (const [kind, fields, cells, apiVersion] of rows) {
    it(`prints a ${kind}: ${cells.slice(1, 4).join(' ')}`, () => {
      expect(print(kind, fields, apiVersion)).to.deep.equal(cells);
    });
  }

  it('prints every built-in kind of which nothing but metadata is there, as in a bookmark', () => {
    for (const resource of makeBuiltinResources()) {
      const object = { metadata: { resourceVersion: '5' } } as unknown as KubeObject;
      expect(() => findPrinter(resource).printCells(object, NOW), resource.kind).not.to.throw();
    }
  });

  it('prints custom columns by their paths, the first value where there are several', () => {
    const paths = [
      ['integer', '.spec.size'],
      ['string', '.spec.hosts'],
      ['string', '.spec.parts[*].name'],
      ['string', '.status.conditions[?(@.type=="Ready")].status'],
      ['string', '.metadata.labels.example\\.com/name'],
      ['date', '.metadata.creationTimestamp'],
      ['boolean', '.spec.none'],
      ['string', 'not a ( path'],
    ] as const;
    const columns = paths.map(([type, jsonPath], index) => ({ name: `C${index}`, type, jsonPath }));
    const { printCells } = makeCustomPrinter({
      name: 'v1',
      served: true,
      storage: true,
      additionalPrinterColumns: columns,
    });
    const object = {
      metadata: { name: 'n', creationTimestamp: CREATED, labels: { 'example.com/name': 'dotted' } },
      spec: { size: 3, hosts: ['a', 'b'], parts: [{ name: 'x' }, { name: 'y' }] },
      status: {
        conditions: [
          { type: 'Other', status: 'False' },
          { type: 'Ready', status: 'True' },
        ],
      },
    } as unknown as KubeObject;
    expect(printCells(object, NOW)).to.deep.equal(['n', 3, '["a","b"]', 'x', 'True', 'dotted', '4m30s', null, null]);
    const bare = makeCustomPrinter({ name: 'v1', served: true, storage: true });
    expect([bare.columns.map(({ name }) => name), bare.printCells(object, NOW)]).to.deep.equal([
      ['Name', 'Age'],
      ['n', '4m30s'],
    ]);
  });

  it('shortens durations', () => {
    const minute = 60;
    const day = 86400;
    const forms: [number, string][] = [
      [-5, '<invalid>'],
      [-0.5, '0s'],
      [119, '119s'],
      [120, '2m'],
      [9 * minute + 5, '9m5s'],
      [179 * minute, '179m'],
      [5.5 * 3600, '5h30m'],
      [47 * 3600, '47h'],
      [3 * day + 3600, '3d1h'],
      [700 * day, '700d'],
      [800 * day, '2y70d'],
      [9 * 365 * day, '9y'],
    ];
    for (const [seconds, text] of forms) expect(formatDuration(seconds)).to.equal(text);
  });

  it('writes selectors as kubectl takes them', () => {
    const matchExpressions = [
      { key: 'e', operator: 'In', values: ['y', 'x'] },
      { key: 'c', operator: 'DoesNotExist' },
      { key: 'b', operator: 'Exists' },
    ];
    expect(formatSelector({ matchLabels: { d: '1' }, matchExpressions })).to.equal('b,!c,d=1,e in (x,y)');
  });
});
