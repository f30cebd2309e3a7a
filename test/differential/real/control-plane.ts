import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa, type ResultPromise } from 'execa';
import type { Server } from '../client.ts';
import { sendRequest } from '../client.ts';
import { findPrograms } from './programs.ts';

const TOKEN = 'administrator-of-this-run';
/** Of the controllers only those whose doings a client of the API sees and that the embedded cluster has, too. */
const CONTROLLERS =
  'validatingadmissionpolicy-status-controller,namespace-controller,garbage-collector-controller,serviceaccount-controller,root-ca-certificate-publisher-controller,clusterrole-aggregation-controller';

export interface ControlPlane extends Server {
  version: string;
  /** Milliseconds from the start of the programs until it was ready. */
  readyAfter: number;
  pids: { etcd: number | undefined; apiserver: number | undefined };
  stop(): Promise<void>;
}

/** Starts etcd, kube-apiserver and (unless told) a few controllers on loopback, with everything they write in one folder. */
export async function startControlPlane({ controllers = true } = {}): Promise<ControlPlane> {
  const programs = await findPrograms();
  const dir = await mkdtemp(join(tmpdir(), 'gwconf-real-'));
  const running: ResultPromise[] = [];
  const launch = (program: string, args: string[]) => {
    const log = { file: join(dir, `${program.split('/').pop()}.log`) };
    const child = execa(program, args, { stdin: 'ignore', stdout: log, stderr: log, reject: false, cwd: dir });
    running.push(child);
    return child;
  };
  const stop = async () => {
    for (const child of running.toReversed()) {
      child.kill('SIGKILL');
      await child;
    }
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const [client = 0, peer = 0, port = 0] = await findPorts(3);
    const started = performance.now();
    const etcd = launch(programs.etcd, listEtcdArgs(dir, client, peer));
    await writeKeys(dir);
    const apiserver = launch(programs.apiserver, listServerArgs(dir, client, port));
    const server: Server = { url: `https://127.0.0.1:${port}`, token: TOKEN };
    await waitUntilReady(server, apiserver, dir);
    const readyAfter = performance.now() - started;
    if (controllers) {
      await writeFile(join(dir, 'kubeconfig'), makeKubeconfig(server));
      launch(programs.controllers, listControllerArgs(dir));
      await waitForAccount(server);
    }
    const { body } = await sendRequest(server, { method: 'GET', path: '/version' });
    const version = String((body as { gitVersion?: string }).gitVersion);
    return { ...server, version, readyAfter, pids: { etcd: etcd.pid, apiserver: apiserver.pid }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function listEtcdArgs(dir: string, client: number, peer: number): string[] {
  const [own, others] = [`http://127.0.0.1:${client}`, `http://127.0.0.1:${peer}`];
  return [
    ...['--data-dir', join(dir, 'etcd'), '--listen-client-urls', own, '--advertise-client-urls', own],
    ...[
      '--listen-peer-urls',
      others,
      '--initial-advertise-peer-urls',
      others,
      '--initial-cluster',
      `default=${others}`,
    ],
    '--unsafe-no-fsync',
  ];
}

function listServerArgs(dir: string, etcd: number, port: number): string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcd}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${join(dir, 'certs')}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${join(dir, 'account.pem')}`,
    `--service-account-signing-key-file=${join(dir, 'account.pem')}`,
    `--token-auth-file=${join(dir, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--endpoint-reconciler-type=none',
    '--max-requests-inflight=0',
    '--max-mutating-requests-inflight=0',
    '--enable-priority-and-fairness=false',
  ];
}

function listControllerArgs(dir: string): string[] {
  return [
    `--kubeconfig=${join(dir, 'kubeconfig')}`,
    `--controllers=${CONTROLLERS}`,
    '--leader-elect=false',
    '--secure-port=0',
    `--cert-dir=${join(dir, 'certs')}`,
    `--root-ca-file=${join(dir, 'certs', 'apiserver.crt')}`,
    `--service-account-private-key-file=${join(dir, 'account.pem')}`,
  ];
}

async function writeKeys(dir: string): Promise<void> {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  await writeFile(join(dir, 'account.pem'), privateKey, { mode: 0o600 });
  await writeFile(join(dir, 'tokens.csv'), `${TOKEN},admin,admin,system:masters\n`, { mode: 0o600 });
}

function makeKubeconfig({ url, token }: Server): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'real', cluster: { server: url, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'real', context: { cluster: 'real', user: 'admin' } }],
    'current-context': 'real',
  });
}

async function waitUntilReady(server: Server, apiserver: ResultPromise, dir: string): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (apiserver.exitCode !== null && apiserver.exitCode !== undefined) {
      const log = await readFile(join(dir, 'kube-apiserver.log'), 'utf8');
      throw new Error(`kube-apiserver ended: ${log.trim().split('\n').slice(-5).join('\n')}`);
    }
    const answer = await sendRequest(server, { method: 'GET', path: '/readyz' }).catch(() => undefined);
    if (answer?.code === 200) return;
    await sleep(100);
  }
  throw new Error('kube-apiserver was not ready within two minutes');
}

async function waitForAccount(server: Server): Promise<void> {
  const path = '/api/v1/namespaces/default/serviceaccounts/default';
  for (let tries = 0; tries < 600; tries++) {
    if ((await sendRequest(server, { method: 'GET', path })).code === 200) return;
    await sleep(100);
  }
  throw new Error('the controllers made no default service account within a minute');
}

async function findPorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
