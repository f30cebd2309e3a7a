import { setTimeout as sleep } from 'node:timers/promises';
import { kinds } from '../../apimachinery/crds/kinds.ts';
import { type Exported, exportPolicy } from '../../policy/organisation/export.ts';
import { listLibrary, makeRules, readCases, readLibrary, readPolicy } from '../../policy/organisation/index.ts';
import { type Server, sendRequest } from '../differential/client.ts';

const GROUP = 'gateway.networking.k8s.io';
const ADMISSION = '/apis/admissionregistration.k8s.io/v1';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const NOTICED_WITHIN_MS = 15_000;

interface Named {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

/** What an exported rule said of an object, beside what its case says. */
export interface Verdict {
  rule: string;
  object: string;
  expected: 'accepted' | 'refused';
  /** The code and the words of the server. */
  answer: string;
  isSame: boolean;
}

/** Tries every exported rule of the library on the objects of its cases, one rule in force at a time. */
export async function enforceLibrary(server: Server): Promise<Verdict[]> {
  const call = async (method: string, path: string, body?: unknown) =>
    await sendRequest(server, { method, path, body });
  await installOpenKinds(call);
  const verdicts: Verdict[] = [];
  for (const name of listLibrary()) {
    const { source, text, cases } = readLibrary(name);
    const policy = readPolicy(source, text);
    const own = new Set(makeRules(policy).map(({ id }) => id));
    for (const exported of exportPolicy(policy)) {
      if (!('objects' in exported) || !own.has(exported.rule)) continue;
      await put(call, exported);
      for (const one of readCases(cases?.source ?? '', cases?.text ?? '')) {
        if (one.rule !== exported.rule) continue;
        for (const given of one.given as unknown as Named[]) if (given.kind === 'Namespace') await replace(call, given);
        for (const side of ['accepted', 'refused'] as const) {
          for (const object of one[side] as unknown as Named[]) {
            verdicts.push(await ask(call, exported.rule, object, side));
          }
        }
      }
      await remove(call, exported.rule);
    }
  }
  return verdicts;
}

type Call = (method: string, path: string, body?: unknown) => ReturnType<typeof sendRequest>;

/** Kinds whose schemas let everything pass, so that nothing but the policy can refuse. */
async function installOpenKinds(call: Call): Promise<void> {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  for (const { kind, plural, cluster } of kinds) {
    const versions = ['v1', 'v1beta1', 'v1alpha3', 'v1alpha2'].map((name) => {
      return { name, served: true, storage: name === 'v1', schema };
    });
    const names = { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` };
    const annotations = { 'api-approved.kubernetes.io': 'https://github.com/kubernetes-sigs/gateway-api/pull/1' };
    await call('POST', CRDS, {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.${GROUP}`, annotations },
      spec: { group: GROUP, scope: cluster ? 'Cluster' : 'Namespaced', names, versions },
    });
  }
  for (const { plural } of kinds) {
    await until(async () => (await call('GET', `/apis/${GROUP}/v1alpha2/${plural}`)).code === 200, plural);
  }
}

/** In force once it refuses what it is told to refuse: a server takes a second to notice. */
async function put(call: Call, { objects: [policy, binding] }: Extract<Exported, { objects: unknown }>): Promise<void> {
  const denying = { ...binding, spec: { ...(binding.spec as object), validationActions: ['Deny'] } };
  await expectCode(call('POST', `${ADMISSION}/validatingadmissionpolicies`, policy), 201);
  await expectCode(call('POST', `${ADMISSION}/validatingadmissionpolicybindings`, denying), 201);
}

async function remove(call: Call, rule: string): Promise<void> {
  await call('DELETE', `${ADMISSION}/validatingadmissionpolicybindings/gwconf-${rule}`);
  await call('DELETE', `${ADMISSION}/validatingadmissionpolicies/gwconf-${rule}`);
}

async function replace(call: Call, object: Named): Promise<void> {
  const path = '/api/v1/namespaces';
  const created = await call('POST', path, object);
  if (created.code !== 409) return;
  const { body } = await call('GET', `${path}/${object.metadata.name}`);
  const { metadata } = body as { metadata: { labels?: object; annotations?: object } };
  await call('PUT', `${path}/${object.metadata.name}`, {
    ...(body as object),
    metadata: { ...metadata, labels: {}, annotations: {}, ...object.metadata },
  });
}

async function ask(call: Call, rule: string, object: Named, expected: Verdict['expected']): Promise<Verdict> {
  const [, version = ''] = object.apiVersion.split('/');
  const plural = kinds.find(({ kind }) => kind === object.kind)?.plural ?? '';
  const namespace = object.metadata.namespace ?? 'default';
  await call('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  const path = `/apis/${GROUP}/${version}/namespaces/${namespace}/${plural}?dryRun=All`;
  const started = Date.now();
  for (;;) {
    const { code, body } = await call('POST', path, object);
    const message = String((body as { message?: string }).message ?? '');
    const isDenied = message.includes(`'gwconf-${rule}'`) && message.includes(`denied request: ${rule}: `);
    const isSame = expected === 'refused' ? isDenied : code === 201;
    // A server learns of policies and namespaces a moment later.
    if (isSame || Date.now() - started > NOTICED_WITHIN_MS) {
      return { rule, object: `${object.kind} ${namespace}`, expected, answer: `${code} ${message}`, isSame };
    }
    await sleep(100);
  }
}

async function expectCode(answer: ReturnType<typeof sendRequest>, wanted: number): Promise<void> {
  const { code, text } = await answer;
  if (code !== wanted) throw new Error(`expected ${wanted}, and the server answered ${code}: ${text}`);
}

async function until(done: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await done()) return;
    await sleep(50);
  }
  throw new Error(`${what} are not served`);
}
