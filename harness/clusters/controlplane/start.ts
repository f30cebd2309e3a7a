import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ResultPromise } from 'execa';
import { writeYaml } from '../../common/write-yaml.ts';
import { HarnessError } from '../../scenario/errors.ts';
import { listControllerArgs, listEtcdArgs, listServerArgs, type Place } from './arguments.ts';
import type { ControlPlanePrograms } from './programs.ts';

export interface ControlPlaneOptions {
  programs: ControlPlanePrograms;
  /** Addresses that Services get. Default: 10.96.0.0/16. */
  serviceRange?: string;
  /** Aborts the start. */
  signal?: AbortSignal;
}

/** A real API server on 127.0.0.1, with everything that it writes in one folder. */
export interface ControlPlane {
  url: string;
  /** Of an administrator. */
  token: string;
  /** YAML text, all data in it. */
  kubeconfig: string;
  /** Milliseconds from the start of the programs until it was ready. */
  readyAfter: number;
  pids: { etcd: number | undefined; apiserver: number | undefined };
  /** Copies the programs' logs below `dir`; gives the paths. */
  collectLogs(dir: string): Promise<string[]>;
  /** Called once where a program ends by itself, with one sentence. */
  onFailure(listener: (message: string) => void): void;
  /** May be called twice. */
  stop(): Promise<void>;
}

const STEP_MS = 100;
const READY_TRIES = 1200;

/** Starts etcd, kube-apiserver and, where it is there, kube-controller-manager. Throws HarnessError with what they said. */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const { programs, signal, serviceRange = '10.96.0.0/16' } = options;
  signal?.throwIfAborted();
  const { execa } = await import('execa');
  const dir = await mkdtemp(join(tmpdir(), 'gwconf-control-plane-'));
  const running: ResultPromise[] = [];
  const failures: string[] = [];
  const listeners: ((message: string) => void)[] = [];
  let stopping: Promise<void> | undefined;
  const launch = (program: string, args: readonly string[]): ResultPromise => {
    const log = { file: join(dir, `${basename(program)}.log`) };
    const child = execa(program, args, { stdin: 'ignore', stdout: log, stderr: log, reject: false, cwd: dir });
    running.push(child);
    void child.then(async () => {
      if (stopping) return;
      failures.push(`${basename(program)} ended: ${await readEnd(log.file)}`);
      for (const listener of listeners) listener(failures[0] ?? '');
    });
    return child;
  };
  const end = async (): Promise<void> => {
    for (const child of running.toReversed()) {
      child.kill('SIGKILL');
      await child;
    }
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  };
  const stop = (): Promise<void> => {
    stopping ??= end();
    return stopping;
  };
  try {
    const [etcdPort = 0, peerPort = 0, port = 0] = await findPorts(3);
    const place: Place = { dir, etcdPort, peerPort, port, serviceRange };
    const token = await writeKeys(dir);
    const started = performance.now();
    const etcd = launch(programs.etcd, listEtcdArgs(place));
    const apiserver = launch(programs.apiserver, listServerArgs(place));
    const url = `https://127.0.0.1:${port}`;
    const ask = (path: string) => readStatus(`${url}${path}`, token);
    await until('kube-apiserver is ready', async () => (await ask('/readyz')) === 200, failures, signal);
    const readyAfter = performance.now() - started;
    const kubeconfig = makeKubeconfig(url, token, await readFile(join(dir, 'certs', 'apiserver.crt')));
    if (programs.controllers !== undefined) {
      await writeFile(join(dir, 'kubeconfig'), kubeconfig, { mode: 0o600 });
      launch(programs.controllers, listControllerArgs(place));
      const account = '/api/v1/namespaces/default/serviceaccounts/default';
      await until('there is a default service account', async () => (await ask(account)) === 200, failures, signal);
    }
    return {
      url,
      token,
      kubeconfig,
      readyAfter,
      pids: { etcd: etcd.pid, apiserver: apiserver.pid },
      collectLogs: (to) => copyLogs(dir, Object.values(programs), to),
      onFailure(listener) {
        if (failures[0] === undefined) listeners.push(listener);
        else listener(failures[0]);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function until(
  what: string,
  test: () => Promise<boolean>,
  failures: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let tries = 0; tries < READY_TRIES; tries++) {
    signal?.throwIfAborted();
    if (failures[0] !== undefined) throw new HarnessError(failures[0]);
    if (await test()) return;
    await sleep(STEP_MS);
  }
  throw new HarnessError(`it is not true after ${(READY_TRIES * STEP_MS) / 1000} s that ${what}`);
}

/** Status of an answer, undefined where there was none. The certificate is one of the server's own making. */
function readStatus(url: string, token: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${token}` };
    const asked = request(url, { headers, rejectUnauthorized: false, agent: false, timeout: 10_000 }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode));
      answer.once('error', () => resolve(undefined));
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(undefined)).end();
  });
}

/** The key that signs tokens of ServiceAccounts, and the administrator's token, which it gives. */
async function writeKeys(dir: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const token = randomBytes(24).toString('hex');
  await writeFile(join(dir, 'account.pem'), privateKey, { mode: 0o600 });
  await writeFile(join(dir, 'tokens.csv'), `${token},admin,admin,system:masters\n`, { mode: 0o600 });
  return token;
}

function makeKubeconfig(server: string, token: string, authority: Buffer): string {
  return writeYaml({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'envtest', cluster: { server, 'certificate-authority-data': authority.toString('base64') } }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'envtest', context: { cluster: 'envtest', user: 'admin' } }],
    'current-context': 'envtest',
  });
}

const LINES_TOLD = 5;

async function readEnd(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-LINES_TOLD).join('\n') || 'it said nothing';
}

async function copyLogs(from: string, programs: readonly (string | undefined)[], to: string): Promise<string[]> {
  await mkdir(to, { recursive: true });
  const names = programs.flatMap((program) => (program === undefined ? [] : [`${basename(program)}.log`]));
  await Promise.all(names.map((name) => copyFile(join(from, name), join(to, name))));
  return names.map((name) => join(to, name));
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
