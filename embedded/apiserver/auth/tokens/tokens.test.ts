import { expect } from 'chai';
import { decodeJwt, SignJWT } from 'jose';
import type { TestClient } from '../../testing.ts';
import { AUTHENTICATION, as, grant, startAuthServer } from '../testing.ts';
import { AUDIENCE } from './claims.ts';

const ACCOUNTS = '/api/v1/namespaces/default/serviceaccounts';
const PODS = '/api/v1/namespaces/default/pods';
const SECRETS = '/api/v1/namespaces/default/secrets';
const CONFIGMAPS = '/api/v1/namespaces/default/configmaps';

describe('embedded API server: ServiceAccount tokens', () => {
  let api: TestClient;
  let now = new Date('2030-01-01T00:00:00.500Z');
  before(async () => {
    api = await startAuthServer({ clock: { date: () => now } });
    await api.call('POST', ACCOUNTS, { metadata: { name: 'app' } });
  });
  after(() => api.stop());

  const request = (spec: object, account = 'app', metadata = {}) =>
    api.call('POST', `${ACCOUNTS}/${account}/token`, { metadata, spec });
  const tokenFor = async (spec: object) => (await request(spec)).body.status.token as string;
  const whoAmI = (token: string) => api.call('POST', `${AUTHENTICATION}/selfsubjectreviews`, {}, as(token));
  const codeOf = async (token: string) => (await whoAmI(token)).code;
  const pod = (name: string, spec: object = {}) => ({
    metadata: { name },
    spec: { serviceAccountName: 'app', containers: [{ name: 'c', image: 'i' }], ...spec },
  });
  const create = async (path: string, object: object) => {
    const { code, body, text } = await api.call('POST', path, object);
    expect(code, text).to.equal(201);
    return body;
  };

  it('signs a token with the account, the audience and the time', async () => {
    const { code, body } = await request({});
    expect(code).to.equal(201);
    const account = (await api.call('GET', `${ACCOUNTS}/app`)).body.metadata;
    const { token, expirationTimestamp } = body.status;
    expect(body).to.deep.include({ kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1' });
    expect(body.spec).to.deep.equal({ audiences: [AUDIENCE], expirationSeconds: 3600, boundObjectRef: null });
    expect(expirationTimestamp).to.equal('2030-01-01T01:00:00Z');
    const { jti, ...claims } = decodeJwt(token);
    expect(claims).to.deep.equal({
      iss: AUDIENCE,
      sub: 'system:serviceaccount:default:app',
      aud: [AUDIENCE],
      ...{ iat: 1893456000, nbf: 1893456000, exp: 1893459600 },
      'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'app', uid: account.uid } },
    });
    expect((await whoAmI(token)).body.status.userInfo).to.deep.equal({
      username: 'system:serviceaccount:default:app',
      uid: account.uid,
      groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/credential-id': [`JTI=${jti}`] },
    });
  });

  it('refuses a token that is changed, of another key, for others, or over', async () => {
    const token = await tokenFor({ expirationSeconds: 600 });
    expect(await codeOf(token)).to.equal(201);
    const [head, body, signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ ...decodeJwt(token), sub: 'system:serviceaccount:kube-system:x' }));
    expect(await codeOf(`${head}.${forged.toString('base64url')}.${signature}`)).to.equal(401);
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await codeOf(`${unsigned}.${body}.`)).to.equal(401);
    expect(await codeOf(`${unsigned}.${body}.x`)).to.equal(401);
    const symmetric = new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'HS256' });
    expect(await codeOf(await symmetric.sign(Buffer.from(api.server.caPem)))).to.equal(401);
    expect(await codeOf(await tokenFor({ audiences: ['https://elsewhere.example'] }))).to.equal(401);
    now = new Date(now.getTime() + 601_000);
    expect(await codeOf(token)).to.equal(401);
  });

  it('lets a token go with its pod, its Secret or its account', async () => {
    await create(PODS, pod('bound'));
    await create(SECRETS, { metadata: { name: 'bound' } });
    await create(ACCOUNTS, { metadata: { name: 'brief' } });
    const bind = (kind: string) => tokenFor({ boundObjectRef: { apiVersion: 'v1', kind, name: 'bound' } });
    const [byPod, bySecret] = [await bind('Pod'), await bind('Secret')];
    const brief = (await request({}, 'brief')).body.status.token;
    const extra = (await whoAmI(byPod)).body.status.userInfo.extra;
    expect(extra['authentication.kubernetes.io/pod-name']).to.deep.equal(['bound']);
    for (const token of [bySecret, brief]) expect(await codeOf(token)).to.equal(201);
    await api.call('DELETE', `${PODS}/bound`);
    await api.call('DELETE', `${SECRETS}/bound`);
    await api.call('DELETE', `${ACCOUNTS}/brief`);
    await create(PODS, pod('bound'));
    await create(ACCOUNTS, { metadata: { name: 'brief' } });
    for (const token of [byPod, bySecret, brief]) expect(await codeOf(token)).to.equal(401);
  });

  it('gives a pod that asks for the usual hour a year, and says so', async () => {
    await create(PODS, pod('usual'));
    const boundObjectRef = { apiVersion: 'v1', kind: 'Pod', name: 'usual' };
    const { body } = await request({ expirationSeconds: 3607, boundObjectRef });
    const claims = decodeJwt(body.status.token);
    const issued = claims.iat ?? 0;
    expect((claims.exp ?? 0) - issued).to.equal(365 * 24 * 3600);
    expect((claims['kubernetes.io'] as { warnafter: number }).warnafter - issued).to.equal(3607);
    expect(Date.parse(body.status.expirationTimestamp) / 1000 - issued).to.equal(3607);
  });

  const refusals: [string, () => Promise<{ code: number; body: { message: string } }>, number, string][] = [
    ['a short time', () => request({ expirationSeconds: 5 }), 422, 'may not specify a duration less than 10 minutes'],
    ['a long time', () => request({ expirationSeconds: 5e9 }), 422, 'larger than 2^32 seconds'],
    [
      'a time that is no number',
      () => request({ expirationSeconds: 'x' }),
      400,
      'expirationSeconds must be an integer',
    ],
    ['an unknown account', () => request({}, 'nobody'), 404, 'serviceaccounts "nobody" not found'],
    ['another name', () => request({}, 'app', { name: 'x' }), 422, 'must match the service account name if specified'],
    ['another uid', () => request({}, 'app', { uid: 'x' }), 409, 'does not match the UID of the service account'],
    [
      'a pod that is not there',
      () => request({ boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: 'x' } }),
      404,
      'pods "x" not found',
    ],
    [
      'a kind to bind to',
      () => request({ boundObjectRef: { apiVersion: 'v1', kind: 'ConfigMap', name: 'x' } }),
      400,
      'cannot bind token to object of type /v1, Kind=ConfigMap',
    ],
    [
      'a pod of another account',
      async () => {
        await create(PODS, pod('foreign', { serviceAccountName: 'default' }));
        return request({ boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: 'foreign' } });
      },
      400,
      'cannot bind token for serviceaccount "app" to pod running with different serviceaccount name.',
    ],
  ];
  for (const [what, send, code, sentence] of refusals) {
    it(`refuses a request for ${what}`, async () => {
      const answer = await send();
      expect(answer.code).to.equal(code);
      expect(answer.body.message).to.include(sentence);
    });
  }

  it('lets a workload do what its account is granted, and no more', async () => {
    const read = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['list'] }];
    await grant(api, 'config-reader', read, { kind: 'ServiceAccount', name: 'app' }, 'default');
    const token = await tokenFor({});
    expect((await api.call('GET', CONFIGMAPS, undefined, as(token))).code).to.equal(200);
    await api.call('POST', '/api/v1/namespaces', { metadata: { name: 'other' } });
    const elsewhere = CONFIGMAPS.replace('default', 'other');
    expect((await api.call('GET', elsewhere, undefined, as(token))).code).to.equal(403);
    await grant(api, 'config-reader', read, { kind: 'ServiceAccount', name: 'app', namespace: 'default' }, 'other');
    expect((await api.call('GET', elsewhere, undefined, as(token))).code).to.equal(200);
    const { code, body } = await api.call('GET', SECRETS, undefined, as(token));
    expect([code, body.message]).to.deep.equal([
      403,
      'secrets is forbidden: User "system:serviceaccount:default:app" cannot list resource "secrets" in API group "" in the namespace "default"',
    ]);
    await grant(api, 'all-accounts', [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }], {
      kind: 'Group',
      name: 'system:serviceaccounts:default',
    });
    expect((await api.call('GET', '/metrics', undefined, as(token))).code).to.equal(404);
  });

  it('knows a token of another audience where it is asked for that', async () => {
    const token = await tokenFor({ audiences: ['vault'] });
    const review = await api.call('POST', `${AUTHENTICATION}/tokenreviews`, { spec: { token, audiences: ['vault'] } });
    expect(review.body.status).to.deep.include({ authenticated: true, audiences: ['vault'] });
  });
});
