import { Agent, request } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { loadBundled } from '../../apimachinery/crds/index.ts';
import { type CustomResourceDefinition, startApiServer } from '../../embedded/apiserver/index.ts';
import { widgetCrd } from '../../embedded/apiserver/testing.ts';
import { startEmbeddedCluster } from '../../embedded/index.ts';
import { describeRequest, type FuzzAnswer, findFault } from './judge.ts';
import { createRandom } from './random.ts';
import { type FuzzRequest, makeRequest } from './requests.ts';
import { SAMPLES } from './samples.ts';

/** What requests are sent to. */
export interface FuzzTarget {
  url: string;
  caPem: string;
  token: string;
  /** Watches that are open; undefined where that cannot be told. */
  countWatches(): number | undefined;
  stop(): Promise<void>;
}

export interface FuzzOptions {
  target(definitions: readonly CustomResourceDefinition[]): Promise<FuzzTarget>;
  seed: number;
  count: number;
  /** Requests under way at once; with 1, what happens depends on the seed alone. */
  concurrency: number;
  /** Told now and then. */
  onProgress?(done: number): void;
}

export interface FuzzResult {
  /** How often each code was answered; `none` where there was no answer. */
  codes: Record<string, number>;
  /** A sentence for each fault: the request's number, what was wrong, and how to send it again. */
  faults: string[];
}

/** An answer that takes longer means that the server hangs. */
const PATIENCE_MS = 60_000;
/** Watches and logs that are followed have no end. */
const STREAM_MS = 20;
const REFILL_EVERY = 50;
const DEFINITIONS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const MOST_FAULTS = 20;

/** An API server alone. */
export async function startApiTarget(definitions: readonly CustomResourceDefinition[]): Promise<FuzzTarget> {
  const tokens = { alice: { username: 'alice', groups: ['devs'] }, bob: { username: 'bob', groups: [] } };
  const server = await startApiServer({ crds: definitions, tokens, historyLimit: 50, podLogs: () => 'a line\n' });
  return { ...server, countWatches: () => server.load().watches };
}

/** A whole cluster, whose controllers see what requests leave behind. */
export async function startClusterTarget(): Promise<FuzzTarget> {
  const cluster = await startEmbeddedCluster({ crds: 'bundled' });
  const config = new KubeConfig();
  config.loadFromString(cluster.kubeconfig);
  const caPem = Buffer.from(config.getCurrentCluster()?.caData ?? '', 'base64').toString();
  const token = config.getCurrentUser()?.token ?? '';
  return { url: cluster.url, caPem, token, countWatches: () => undefined, stop: () => cluster.stop() };
}

/** Sends so many requests that a seed decides to a server of its own, and looks at every answer. */
export async function fuzz({ target, seed, count, concurrency, onProgress }: FuzzOptions): Promise<FuzzResult> {
  const { crds } = await loadBundled();
  const definitions = [...crds, widgetCrd()];
  const server = await target(definitions);
  const agent = new Agent({ ca: server.caPem, keepAlive: true });
  const random = createRandom(seed);
  const result: FuzzResult = { codes: {}, faults: [] };
  let sent = 0;
  const work = async (): Promise<void> => {
    while (sent < count && result.faults.length < MOST_FAULTS) {
      sent += 1;
      const number = sent;
      const asked = makeRequest(random, server.token);
      if (number % REFILL_EVERY === 1) await refill(server, agent, definitions, result);
      if (number % 1000 === 0) onProgress?.(number);
      const answer = await send(server, agent, asked).catch((error: Error) => error);
      const fault = answer instanceof Error ? `no answer: ${answer.message}` : findFault(asked, answer);
      const code = answer instanceof Error ? 'none' : String(answer.code);
      result.codes[code] = (result.codes[code] ?? 0) + 1;
      if (fault) result.faults.push(`request ${number} of seed ${seed}: ${fault}\n  ${describeRequest(asked)}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
    await refill(server, agent, definitions, result);
    result.faults.push(...(await checkAfterwards(server, agent)));
  } finally {
    agent.destroy();
    await server.stop();
  }
  return result;
}

/** Resolves with what came until the end, or until a stream has lasted long enough. */
function send(server: FuzzTarget, agent: Agent, { method, path, headers, body }: FuzzRequest): Promise<FuzzAnswer> {
  return new Promise((resolve, reject) => {
    const length = body ? { 'content-length': String(body.length) } : {};
    // The path is no URL: some would be tidied up, and some are none.
    const { hostname, port } = new URL(server.url);
    const outgoing = request({ hostname, port, path, method, agent, headers: { ...headers, ...length } });
    const hang = setTimeout(() => outgoing.destroy(new Error(`nothing for ${PATIENCE_MS} ms`)), PATIENCE_MS);
    outgoing.on('error', reject);
    outgoing.on('close', () => {
      clearTimeout(hang);
      reject(new Error('the connection was closed'));
    });
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      const answer = () => ({
        code: response.statusCode ?? 0,
        type: String(response.headers['content-type'] ?? ''),
        text: Buffer.concat(chunks).toString(),
      });
      const isStream = response.headers['content-length'] === undefined && response.statusCode === 200;
      const cut = isStream ? setTimeout(() => finish(), STREAM_MS) : undefined;
      const finish = () => {
        clearTimeout(cut);
        resolve(answer());
        if (!response.complete) outgoing.destroy();
      };
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', finish);
      response.on('error', () => finish());
    });
    outgoing.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ code: response.statusCode ?? 0, type: 'upgrade', text: '' });
    });
    outgoing.end(body);
  });
}

/** Puts back what requests are about, where earlier ones have taken it away. */
async function refill(
  server: FuzzTarget,
  agent: Agent,
  definitions: readonly CustomResourceDefinition[],
  result: FuzzResult,
): Promise<void> {
  const post = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
    const asked = { method: 'POST', path, headers, body: Buffer.from(JSON.stringify(body)) };
    const answer = await send(server, agent, asked).catch((error: Error) => error);
    if (answer instanceof Error) result.faults.push(`POST ${path}: no answer: ${answer.message}`);
  };
  for (const name of ['fuzz', 'other', 'canary']) await post('/api/v1/namespaces', { metadata: { name } });
  const accept = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
  const headers = { accept, authorization: `Bearer ${server.token}` };
  const { text } = await send(server, agent, { method: 'GET', path: DEFINITIONS, headers, body: undefined });
  const lost = definitions.filter(({ metadata }) => !text.includes(`"name":${JSON.stringify(metadata.name)}`));
  for (const definition of lost) {
    // Of a protected group, which only those that are there from the start may be without.
    const annotations = { 'api-approved.kubernetes.io': 'unapproved', ...definition.metadata.annotations };
    await post(DEFINITIONS, { ...definition, metadata: { ...definition.metadata, annotations } });
  }
  await post('/api/v1/namespaces/canary/configmaps', CANARY);
  for (const { root, namespaced, plural, body } of SAMPLES) {
    await post(`${root}${namespaced ? '/namespaces/fuzz' : ''}/${plural}`, body);
  }
}

const CANARY = { metadata: { name: 'untouched' }, data: { song: 'la' } };

/** What no request may have changed. */
async function checkAfterwards(server: FuzzTarget, agent: Agent): Promise<string[]> {
  const faults: string[] = [];
  const get = (path: string) =>
    send(server, agent, { method: 'GET', path, headers: { authorization: `Bearer ${server.token}` }, body: undefined });
  const ready = await get('/readyz');
  if (ready.text !== 'ok') faults.push(`/readyz answers ${ready.code}: ${ready.text}`);
  const canary = await get('/api/v1/namespaces/canary/configmaps/untouched');
  if (!canary.text.includes('"data":{"song":"la"}')) faults.push(`what nobody asked for has changed: ${canary.text}`);
  for (const { root, plural } of SAMPLES) {
    const list = await get(`${root}/${plural}`);
    const isReview = plural.endsWith('reviews');
    if (list.code !== 200 && !isReview)
      faults.push(`${root}/${plural} answers ${list.code}: ${list.text.slice(0, 200)}`);
  }
  if (Object.keys(Object.prototype).length > 0) faults.push('every object has got further fields');
  const watches = server.countWatches() ?? 0;
  if (watches > 10) faults.push(`${watches} watches are open, whose clients have gone`);
  return faults;
}
