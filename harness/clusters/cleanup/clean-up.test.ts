import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { listRunRecords, type RunPlace, type RunRecord, writeRunRecord } from '../../common/state/runs.ts';
import { findKindByName, newObject } from '../../kinds/index.ts';
import { implementationPart, partLabel, runLabel } from '../../kube/labels.ts';
import { createMemoryApi, type MemoryApi } from '../../kube/memory-api.test.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { fakeClock } from '../../wait/fake-clock.ts';
import { createPolicies } from '../../wait/policies.ts';
import type { Container, ContainerRuntime } from '../containers/index.ts';
import type { Kind } from '../kind/index.ts';
import { type CleanupRequest, cleanUp } from './clean-up.ts';

/** No process has it: Linux gives numbers up to 2^22. */
const deadPid = 2 ** 30;

function object(kind: string, name: string, labels: Record<string, string>, namespace?: string): KubeObject {
  const of = findKindByName(kind) ?? { group: '', kind };
  return newObject(of, { name, labels, ...(namespace ? { namespace } : {}) });
}

const ofRun = { [runLabel]: 'r1' };
const ofImplementation = { ...ofRun, [partLabel]: implementationPart };
const left: readonly KubeObject[] = [
  object('Namespace', 'scenario', ofRun),
  object('Gateway', 'inside', ofRun, 'scenario'),
  object('Gateway', 'elsewhere', ofRun, 'foreign'),
  object('CustomResourceDefinition', 'crd', ofImplementation),
  object('Namespace', 'gw-system', ofImplementation),
  object('ClusterRole', 'gw', ofImplementation),
  object('Secret', 'sh.helm.release.v1.gw.v1', { ...ofRun, owner: 'helm', name: 'gw' }, 'gw-system'),
];
const foreign: readonly KubeObject[] = [
  object('Namespace', 'foreign', {}),
  object('Gateway', 'foreign', {}, 'foreign'),
  object('Namespace', 'of-another', { [runLabel]: 'r2' }),
];

describe('cleanUp', () => {
  let api: MemoryApi;
  let state: string;
  let lines: string[];
  let events: string[];
  let containers: Container[];
  const before = process.env.GWCONF_STATE;

  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'gwconf-state-'));
    process.env.GWCONF_STATE = state;
    api = createMemoryApi([...left, ...foreign]);
    lines = [];
    events = [];
    containers = [];
  });
  afterEach(() => {
    rmSync(state, { recursive: true });
    if (before === undefined) delete process.env.GWCONF_STATE;
    else process.env.GWCONF_STATE = before;
  });

  async function record(place: RunPlace, over: Partial<RunRecord> = {}): Promise<void> {
    const startedAt = '2026-01-01T00:00:00.000Z';
    await writeRunRecord({ runId: 'r1', pid: deadPid, startedAt, kept: false, place, ...over });
  }

  async function clean(request: Partial<CleanupRequest> = {}): Promise<string[]> {
    const runtime = {
      program: 'docker',
      listContainers: async () => containers,
      async exec(node, [, , script = '']) {
        if (script.startsWith('ls ')) return '172.18.255.1\n172.18.255.2\n';
        events.push(`exec ${node} ${script}`);
        return '';
      },
    } as Partial<ContainerRuntime> as ContainerRuntime;
    const kind = {
      getClusters: async () => ['c1'],
      getKubeconfig: async (name) => `kubeconfig of ${name}`,
      getNodes: async () => ['c1-control-plane'],
      delete: async (name) => void events.push(`delete ${name}`),
    } as Partial<Kind> as Kind;
    return cleanUp(
      { kept: false, dryRun: false, ...request },
      {
        records: await listRunRecords(),
        findRuntime: async () => runtime,
        createKind: () => kind,
        chooseKubeconfig: async () => ({ text: 'kubeconfig' }),
        connect: async () => api,
        run: async (program, [verb, ...args]) => {
          events.push(`${program} ${verb} ${args[0]}`);
          await api.delete({
            group: '',
            kind: 'Secret',
            namespace: 'gw-system',
            name: 'sh.helm.release.v1.gw.v1',
          });
          return '';
        },
        clock: fakeClock(),
        signal: new AbortController().signal,
        policy: createPolicies().workload,
        tell: (line) => void lines.push(line),
      },
    );
  }
  const names = () => [...api.objects.values()].map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();

  it('removes what a killed run left in a cluster, in an order that lets the implementation let go', async () => {
    await record({ context: 'staging' });
    expect(await clean()).to.deep.equal([]);
    // The memory has no garbage collection: what is in a namespace stays there.
    expect(names()).to.deep.equal(['Gateway foreign', 'Gateway inside', 'Namespace foreign', 'Namespace of-another']);
    const deleted = api.writes.map((write) => write.replace('delete ', ''));
    expect(deleted).to.deep.equal([
      '/Namespace/scenario',
      'gateway.networking.k8s.io/Gateway/foreign/elsewhere',
      '/Secret/gw-system/sh.helm.release.v1.gw.v1',
      'rbac.authorization.k8s.io/ClusterRole/gw',
      '/Namespace/gw-system',
      'apiextensions.k8s.io/CustomResourceDefinition/crd',
    ]);
    expect(events).to.deep.equal(['helm uninstall gw']);
    expect(await listRunRecords()).to.deep.equal([]);
  });

  it('says only what it would remove, with --dry-run', async () => {
    await record({ context: 'staging' });
    await clean({ dryRun: true });
    expect(lines).to.deep.equal([
      'run r1: would remove from context staging: ClusterRole gw, CustomResourceDefinition crd, Gateway foreign/elsewhere, Namespace gw-system, Namespace scenario, Secret gw-system/sh.helm.release.v1.gw.v1',
    ]);
    expect(names()).to.have.length(left.length + foreign.length);
    expect(await listRunRecords()).to.have.length(1);
  });

  it('leaves alone a run that goes on, and what was kept unless asked for', async () => {
    await record({ context: 'staging' }, { pid: process.pid });
    await record({ context: 'staging' }, { pid: deadPid, kept: true });
    await clean();
    expect(lines).to.have.members([
      `run r1 is going on (process ${process.pid}): left alone`,
      'run r1 was kept: --kept removes it, too',
    ]);
    expect(names()).to.have.length(left.length + foreign.length);
  });

  it('deletes a kind cluster that the run made, and no other of its name', async () => {
    const place = { kind: 'c1', runtime: 'docker', made: true } as const;
    await record({ ...place, containers: ['a'] });
    containers = [{ id: 'b', name: 'c1-control-plane', createdAt: '2026-01-02T00:00:00Z' }];
    await clean();
    expect(events).to.deep.equal([]);
    expect(await listRunRecords()).to.deep.equal([]);

    await record({ ...place, containers: ['b'] });
    await clean();
    expect(events).to.deep.equal(['delete c1']);
  });

  it('deletes a cluster whose run was killed while it was made, where it is younger than the run', async () => {
    const place = { kind: 'c1', runtime: 'docker', made: true, containers: [] } as const;
    await record(place);
    containers = [{ id: 'b', name: 'c1-control-plane', createdAt: '2025-12-31T00:00:00Z' }];
    await clean();
    expect(events).to.deep.equal([]);
    await record(place);
    containers = [{ id: 'b', name: 'c1-control-plane', createdAt: '2026-01-01T00:00:05Z' }];
    await clean();
    expect(events).to.deep.equal(['delete c1']);
  });

  it('waits for a cluster that is being made, and keeps the record where it does not come', async () => {
    await record({ kind: 'c1', runtime: 'docker', made: true, containers: [] });
    await clean();
    expect(lines).to.deep.equal(['run r1 was killed before its kind cluster c1 was made: look again in some minutes']);
    expect(await listRunRecords()).to.have.length(1);
    await record({ kind: 'c1', runtime: 'docker', made: true, containers: [] }, { startedAt: '2025-12-31T00:00:00Z' });
    await clean();
    expect(await listRunRecords()).to.deep.equal([]);
  });

  it('takes addresses from the nodes that no Service has', async () => {
    const status = { loadBalancer: { ingress: [{ ip: '172.18.255.2' }] } };
    api.put({ ...object('Service', 'kept', {}, 'foreign'), status });
    await record({ kind: 'c1', runtime: 'docker', made: false, containers: [] });
    await clean();
    expect(events.filter((event) => event.startsWith('exec'))).to.have.length(1);
    expect(events.at(-1)).to.contain('ip addr del 172.18.255.1/32').and.not.to.contain('255.2');
    expect(lines.at(-1)).to.equal('kind cluster c1: taking 172.18.255.1 from its nodes');
  });

  it('removes a run of another machine only where it is named', async () => {
    await clean({ cluster: { context: 'staging' } });
    expect(lines).to.deep.equal([
      'run r1 was not of this machine and may be going on: --run r1 removes it',
      'run r2 was not of this machine and may be going on: --run r2 removes it',
    ]);
    await clean({ cluster: { context: 'staging' }, run: 'r2' });
    expect(api.writes).to.deep.equal(['delete /Namespace/of-another']);
  });

  it('says how to forget a run whose cluster is gone, and forgets it only then', async () => {
    await record({ context: 'staging' });
    api.list = async () => {
      throw new Error('the API server could not be reached');
    };
    expect(await clean()).to.deep.equal([
      'run r1: the API server could not be reached; where context staging is gone for good: gwconf cleanup --run r1 --forget',
    ]);
    await clean({ run: 'r1', forget: true, dryRun: true });
    await clean({ run: 'another', forget: true });
    expect(await listRunRecords()).to.have.length(1);
    expect(await clean({ run: 'r1', forget: true })).to.deep.equal([]);
    expect(lines.at(-1)).to.equal('run r1: forgot that it was in context staging; nothing was removed there');
    expect(await listRunRecords()).to.deep.equal([]);
    expect(api.writes).to.deep.equal([]);
  });

  it('tells what stands in the way, and keeps the record for another try', async () => {
    await record({ context: 'staging' });
    const broken = api.delete;
    api.delete = async (key) => {
      if (key.kind === 'ClusterRole') throw new Error('forbidden');
      return broken(key);
    };
    expect(await clean()).to.deep.equal(['ClusterRole gw: forbidden']);
    expect(await listRunRecords()).to.have.length(1);
  });
});
