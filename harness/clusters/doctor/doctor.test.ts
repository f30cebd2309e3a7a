import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { MissingProgramError } from '../../common/exec/errors.ts';
import type { RunProgram } from '../../common/exec/index.ts';
import { writeRunRecord } from '../../common/state/runs.ts';
import { createMemoryApi } from '../../kube/memory-api.test.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { createRuntime } from '../containers/index.ts';
import { inspectCluster } from './cluster.ts';
import { inspectMachine, type MachineTools } from './machine.ts';
import type { Section } from './types.ts';

/** `subject status`, sorted, for what is not ok; the rest as `subject`. */
function told({ findings }: Section): string[] {
  return findings.map(({ subject, status, seen }) => `${status} ${subject}: ${seen}`);
}

describe('doctor', () => {
  let state: string;
  const before = process.env.GWCONF_STATE;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'gwconf-state-'));
    process.env.GWCONF_STATE = state;
  });
  afterEach(() => {
    rmSync(state, { recursive: true });
    if (before === undefined) delete process.env.GWCONF_STATE;
    else process.env.GWCONF_STATE = before;
  });

  describe('of the machine', () => {
    const answers: Record<string, string> = {
      'docker version --format {{json .}}': '{"Server":{"Version":"28.1.0"}}',
      'docker info --format {{.DockerRootDir}}': '/var/lib/docker\n',
      'kind version': 'kind v0.33.0 go1.26 linux/amd64',
      'kubectl version --client': 'Client Version: v1.34.4',
      'helm version --short': 'v3.19.0+g1234',
    };
    const run: RunProgram = async (program, args) => {
      const command = [program, ...args].join(' ');
      const answer = answers[command];
      if (answer === undefined) {
        throw new MissingProgramError({ command, output: '', reason: `${program} was not found in the PATH` });
      }
      return answer;
    };
    const tools: MachineTools = {
      nodeVersion: 'v20.19.0',
      run,
      findRuntime: async () => createRuntime('docker', run),
      freeBytes: async () => 64e9,
      readKernel: async () => '1024\n',
    };

    it('finds nothing wrong with one that has all', async () => {
      expect(told(await inspectMachine(tools))).to.deep.equal([
        'ok Node: v20.19.0',
        'ok docker: 28.1.0',
        'ok disk: 64 GB free in /var/lib/docker',
        'ok kind: v0.33.0',
        'ok kubectl: v1.34.4',
        'ok helm: v3.19.0+g1234',
      ]);
    });

    it('says what is missing, and what to do', async () => {
      await writeRunRecord({ runId: 'r1', pid: 2 ** 30, startedAt: '', kept: false, place: { context: 'c' } });
      const section = await inspectMachine({
        ...tools,
        nodeVersion: 'v18.20.4',
        run: async (program, args, options) => {
          if (program === 'kind' || program === 'helm') return run('no-such', args, options);
          return run(program, args, options);
        },
        freeBytes: async () => 1e9,
        readKernel: async () => '128',
      });
      expect(told(section)).to.deep.equal([
        'problem Node: v18.20.4',
        'ok docker: 28.1.0',
        'note disk: 1 GB free in /var/lib/docker',
        'note inotify instances: 128',
        'note kind: not usable',
        'ok kubectl: v1.34.4',
        'note helm: missing',
        'note runs that were killed: r1',
      ]);
      for (const { status, advice } of section.findings) expect(advice !== undefined).to.equal(status !== 'ok');
    });

    it('does without docker, since the embedded cluster does', async () => {
      const section = await inspectMachine({
        ...tools,
        findRuntime: () => Promise.reject(new UsageError('neither docker nor podman is in the PATH: install one')),
      });
      expect(told(section)[1]).to.equal('note docker or podman: missing');
      expect(section.findings[1]?.advice).to.equal('neither docker nor podman is in the PATH: install one');
    });
  });

  describe('of the cluster', () => {
    const chosen = { context: 'c1', server: 'https://c1.example' };
    const crds = ['gatewayclasses', 'gateways', 'httproutes'].map(
      (plural): KubeObject => ({
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: {
          name: `${plural}.gateway.networking.k8s.io`,
          annotations: {
            'gateway.networking.k8s.io/bundle-version': 'v1.7.0',
            'gateway.networking.k8s.io/channel': 'standard',
          },
        },
      }),
    );
    const condition = (type: string, status: string) => ({ type, status, reason: 'R', message: 'm' });
    const node = (ready: string): KubeObject => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n1' },
      status: {
        addresses: [{ type: 'InternalIP', address: '10.0.0.1' }],
        conditions: [condition('Ready', ready)],
      },
    });
    const gatewayClass = (status: string): KubeObject => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name: 'a' },
      spec: { controllerName: 'example.com/a' },
      status: { conditions: [condition('Accepted', status)] },
    });
    const service: KubeObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 's', namespace: 'ns' },
      spec: { type: 'LoadBalancer', ports: [{ port: 443 }] },
      status: { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } },
    };

    it('finds nothing wrong with one that has all', async () => {
      const probed: string[] = [];
      const section = await inspectCluster({
        api: createMemoryApi([...crds, node('True'), gatewayClass('True'), service]),
        chosen,
        probe: async (host, port) => {
          probed.push(`${host}:${port}`);
          return 'refused';
        },
      });
      expect(told(section)).to.deep.equal([
        'ok Kubernetes: v1.0.0',
        'ok nodes: 1 Ready',
        'ok Gateway API: v1.7.0 (standard)',
        'ok GatewayClass a: accepted by example.com/a',
        'ok load balancer: Services of type LoadBalancer have addresses',
        'ok addresses: load balancer 192.0.2.1 can be reached',
      ]);
      expect(probed).to.deep.equal(['192.0.2.1:443']);
    });

    it('says what is missing, and what to do', async () => {
      const api = createMemoryApi([node('False'), gatewayClass('False')]);
      const section = await inspectCluster({ api, chosen, probe: async () => 'unreachable' });
      expect(told(section).map((line) => line.slice(0, 60))).to.deep.equal([
        'ok Kubernetes: v1.0.0',
        'problem nodes: not Ready: n1',
        'problem Gateway API: The cluster has no Gateway API: its CRD',
        'note GatewayClass a: Accepted=False (R): m',
        'note load balancer: none is known',
        'note addresses: node 10.0.0.1 cannot be reached from here',
      ]);
      for (const { status, advice } of section.findings) expect(advice !== undefined).to.equal(status !== 'ok');
    });

    it('names the controller that gives addresses', async () => {
      const metallb: KubeObject = {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'controller', namespace: 'metallb-system' },
        spec: { template: { spec: { containers: [{ image: 'quay.io/metallb/controller:v0.15.2' }] } } },
      };
      const section = await inspectCluster({ api: createMemoryApi([metallb]), chosen, probe: async () => 'open' });
      expect(told(section)).to.include('ok load balancer: MetalLB');
    });

    it('finds credentials that are refused', async () => {
      const api = createMemoryApi();
      api.chooseVersion = () => Promise.reject(new Error('discover /apis/apps: the API server answered HTTP 401'));
      expect(told(await inspectCluster({ api, chosen }))).to.deep.equal([
        'ok Kubernetes: v1.0.0',
        'problem credentials: discover /apis/apps: the API server answered HTTP 401',
      ]);
    });

    it('tells of one that does not answer, and of what may not be read', async () => {
      const api = createMemoryApi();
      api.list = async ({ kind }) => {
        throw new Error(`list ${kind}: forbidden`);
      };
      expect(told(await inspectCluster({ api, chosen }))).to.include('problem nodes: list Node: forbidden');
      api.serverVersion = () => Promise.reject(new Error('connection refused'));
      expect(told(await inspectCluster({ api, chosen }))).to.deep.equal(['problem Kubernetes: connection refused']);
    });
  });
});
