import { encode, makeJsonPatch, makeValue, mutate } from './bodies.ts';
import type { Random } from './random.ts';
import { SAMPLES, type Sample, TOKEN_REQUEST } from './samples.ts';

export interface FuzzRequest {
  method: string;
  /** As it is sent; percent-encoded where HTTP asks for it. */
  path: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
}

const METHODS = ['GET', 'GET', 'GET', 'POST', 'POST', 'POST', 'PUT', 'PUT', 'PATCH', 'PATCH', 'PATCH', 'DELETE'];
const ODD_METHODS = ['HEAD', 'OPTIONS', 'TRACE', 'LINK', 'DELETE', 'POST'];
const NAMESPACES = ['other', 'default', 'none', 'kube-system', '', '..', '__proto__'];
const NAMES = ['b', 'c', 'x-1', 'default', 'widgets.example.com', 'view', 'kube-root-ca.crt'];
const ODD_NAMES = [
  ...['A_B', '..', '.', '%2e%2e', '%2f', '%00', '%ff', '%', '__proto__', 'constructor'],
  ...['x'.repeat(300), '%F0%9F%99%82', 'a:b', '*'],
];
const OTHER_PATHS = [
  ...[
    '/',
    '/api',
    '/apis',
    '/api/v1',
    '/apis/apps/v1',
    '/apis/example.com',
    '/version',
    '/healthz',
    '/livez',
    '/readyz',
  ],
  ...['/openapi/v2', '/openapi/v3', '/openapi/v3/api/v1', '/openapi/v3/apis/example.com/v1', '/metrics'],
  ...[
    '//',
    '/api//v1',
    '/apis/none/v1/x',
    '/apis/__proto__/constructor/toString',
    '/api/v1/watch/pods',
    '/%zz',
    '/a/../b',
  ],
];
const PATCH_TYPES = ['json-patch+json', 'merge-patch+json', 'strategic-merge-patch+json', 'apply-patch+yaml'];
const MEDIA_TYPES = ['application/yaml', 'application/vnd.kubernetes.protobuf', 'text/plain', '', 'a/b;c'];
const ACCEPTS = [
  ...[
    '',
    '',
    '',
    '*/*',
    'application/json',
    'application/yaml',
    'application/vnd.kubernetes.protobuf',
    'text/html',
    ';;;,,,',
    'a',
  ],
  ...[
    'application/json;as=Table;v=v1;g=meta.k8s.io',
    'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
  ],
  ...[
    'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
    'application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io',
  ],
  ...['application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList', 'application/cbor'],
];
const QUERY: Readonly<Record<string, readonly string[]>> = {
  watch: ['true', '1', 'yes', '', 'false'],
  resourceVersion: ['0', '1', '50', '99999999', 'x', '-1', '', '1e3', '99999999999999999999'],
  resourceVersionMatch: ['Exact', 'NotOlderThan', 'x'],
  limit: ['1', '2', '0', '-1', 'x', '99999999999999'],
  continue: ['x', 'eyJ2IjoxfQ', '', 'eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJhIn0'],
  labelSelector: [
    'app=a',
    'app',
    '!app',
    'app in (a,b)',
    'a===b',
    'x'.repeat(100),
    ',',
    '(',
    'constructor',
    'a>1',
    'app notin ()',
  ],
  fieldSelector: [
    'metadata.name=a',
    'metadata.name!=a',
    'spec.nodeName=x',
    'a',
    ',,',
    'metadata.name=a,metadata.name=b',
    'type=Opaque',
    '\\',
    '__proto__=a',
  ],
  dryRun: ['All', 'Some', ''],
  fieldManager: ['me', '', 'x'.repeat(200), '\u0001'],
  fieldValidation: ['Strict', 'Warn', 'Ignore', 'x'],
  force: ['true', 'false', 'x'],
  timeoutSeconds: ['0', '1', '-1', 'x', '99999999999'],
  allowWatchBookmarks: ['true', 'x'],
  sendInitialEvents: ['true', 'false'],
  propagationPolicy: ['Background', 'Foreground', 'Orphan', 'x'],
  orphanDependents: ['true', 'x'],
  gracePeriodSeconds: ['0', '1', '-1', 'x'],
  pretty: ['true'],
  container: ['c', 'none'],
  follow: ['false'],
  tailLines: ['1', '-1', 'x'],
  command: ['sh'],
  stdout: ['true'],
  includeObject: ['None', 'Object', 'x'],
  constructor: ['x'],
};
const TOKENS = [
  'alice',
  'bob',
  'wrong',
  'a.b.c',
  'eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2t1YmVybmV0ZXMuZGVmYXVsdC5zdmMuY2x1c3Rlci5sb2NhbCJ9.x',
  '',
];
const DELETE_OPTIONS = {
  kind: 'DeleteOptions',
  apiVersion: 'v1',
  propagationPolicy: 'Foreground',
  preconditions: { uid: 'x' },
  gracePeriodSeconds: 0,
};

/** Requests that a seed decides: most of them nearly right, so that they come far. */
export function makeRequest(random: Random, adminToken: string): FuzzRequest {
  const sample = random.pick(SAMPLES);
  const usualMethod = sample.plural.endsWith('reviews') ? 'POST' : random.pick(METHODS);
  const method = random.oneIn(40) ? random.pick(ODD_METHODS) : usualMethod;
  const subresource = random.oneIn(10) ? random.pick([...sample.subresources, ...sample.subresources, 'none']) : '';
  const path = random.oneIn(25) ? random.pick(OTHER_PATHS) : makePath(random, sample, method, subresource);
  const usual = random.oneIn(8) ? random.pick(MEDIA_TYPES) : 'application/json';
  const mediaType = method === 'PATCH' && usual.endsWith('json') ? `application/${random.pick(PATCH_TYPES)}` : usual;
  const body = makeBody(random, sample, method, subresource, mediaType);
  const accept = random.oneIn(6) ? random.pick(ACCEPTS) : '';
  const headers = {
    ...makeCredentials(random, adminToken),
    ...(accept && { accept }),
    ...(body && mediaType && { 'content-type': random.oneIn(40) ? random.pick(MEDIA_TYPES) || 'x' : mediaType }),
    ...(random.oneIn(30) && { 'user-agent': random.pick(['kubectl/v1', '/', 'x'.repeat(200), '(),']) }),
    ...(random.oneIn(100) && { 'content-encoding': 'gzip' }),
    ...(random.oneIn(100) && { expect: '100-continue' }),
  };
  return { method, path: `${path}${makeQuery(random)}`, headers, body };
}

function makePath(random: Random, sample: Sample, method: string, subresource: string): string {
  const home = random.oneIn(15) ? random.pick(NAMESPACES) : 'fuzz';
  const namespace = sample.namespaced !== random.oneIn(40) ? `/namespaces/${home}` : '';
  const collection = `${sample.root}${namespace}/${sample.plural}`;
  const path = takesName(random, method, subresource) ? `${collection}/${pickName(random, sample)}` : collection;
  const whole = subresource ? `${path}/${subresource}` : path;
  if (random.oneIn(40)) return whole.replace('/', random.pick(['//', '/./', '/../', '/%2e%2e/', '/%2f']));
  return random.oneIn(60) ? `${whole}/` : whole;
}

function takesName(random: Random, method: string, subresource: string): boolean {
  if (method === 'POST') return subresource !== '' || random.oneIn(40);
  return method === 'GET' ? random.oneIn(2) : !random.oneIn(20);
}

/** Mostly that of an object that is there. */
function pickName(random: Random, { body }: Sample): string {
  if (random.oneIn(25)) return random.pick(ODD_NAMES);
  return random.oneIn(10) ? random.pick(NAMES) : String((body.metadata as { name: string }).name);
}

function makeQuery(random: Random): string {
  if (!random.oneIn(3)) return '';
  const names = random.some(Object.keys(QUERY), 12);
  const pairs = names.map((name) => `${name}=${encodeURIComponent(random.pick(QUERY[name] ?? ['']))}`);
  return `?${random.oneIn(30) ? [...pairs, '&&=%zz&%'].join('&') : pairs.join('&')}`;
}

function makeBody(
  random: Random,
  sample: Sample,
  method: string,
  subresource: string,
  mediaType: string,
): Buffer | undefined {
  if (method === 'GET' || method === 'HEAD' || method === 'TRACE') return undefined;
  if (method === 'DELETE') {
    return random.oneIn(2) ? undefined : encode(random, mutate(random, DELETE_OPTIONS, random.below(3)), mediaType);
  }
  const whole =
    subresource === 'token' ? TOKEN_REQUEST : { ...sample.body, ...(subresource && { status: makeValue(random) }) };
  const named =
    method === 'POST' && !random.oneIn(4)
      ? { ...whole, metadata: { ...(sample.body.metadata as object), name: random.pick(NAMES) } }
      : whole;
  if (mediaType.includes('json-patch')) return encode(random, makeJsonPatch(random, named), mediaType);
  return encode(random, random.oneIn(40) ? makeValue(random) : mutate(random, named, random.below(4)), mediaType);
}

function makeCredentials(random: Random, adminToken: string): Record<string, string> {
  if (random.oneIn(200)) return {};
  const token = random.oneIn(25) ? random.pick(TOKENS) : adminToken;
  const authorization = random.oneIn(200) ? random.pick(['Basic YTpi', 'Bearer', 'x']) : `Bearer ${token}`;
  if (!random.oneIn(25)) return { authorization };
  return {
    authorization,
    ...(!random.oneIn(4) && {
      'impersonate-user': random.pick(['alice', 'system:serviceaccount:fuzz:default', 'system:serviceaccount:', 'ü']),
    }),
    ...(random.oneIn(3) && { 'impersonate-group': random.pick(['system:masters', 'x']) }),
    ...(random.oneIn(4) && { 'impersonate-extra-a%zz': 'x' }),
    ...(random.oneIn(4) && { 'impersonate-uid': '1' }),
  };
}
