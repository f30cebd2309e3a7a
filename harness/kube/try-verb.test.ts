import { expect } from 'chai';
import type { AccessVerb } from '../scenario/steps.ts';
import { configMap, type FakeServer, startFakeServer, statusBody } from './fake-server.test.ts';

const NAMED = '/api/v1/namespaces/ns/configmaps/a';
const COLLECTION = '/api/v1/namespaces/ns/configmaps';
const REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
const REVIEW = { name: 'selfsubjectaccessreviews', kind: 'SelfSubjectAccessReview', namespaced: false };

/** What is sent to that, with what stands in the query. */
const expected: Readonly<Record<AccessVerb, [method: string, path: string, query: string]>> = {
  get: ['GET', NAMED, ''],
  list: ['GET', COLLECTION, 'limit=1'],
  'list all': ['GET', '/api/v1/configmaps', 'limit=1'],
  watch: ['GET', COLLECTION, 'watch=true&timeoutSeconds=1'],
  create: ['POST', COLLECTION, 'dryRun=All'],
  update: ['PUT', NAMED, 'dryRun=All'],
  patch: ['PATCH', NAMED, 'dryRun=All'],
  'patch status': ['PATCH', `${NAMED}/status`, 'dryRun=All'],
  delete: ['DELETE', NAMED, 'dryRun=All'],
  deletecollection: ['DELETE', COLLECTION, 'dryRun=All&labelSelector=gwconf.dev%2Ftried'],
  bind: ['POST', REVIEWS, ''],
  escalate: ['POST', REVIEWS, ''],
  impersonate: ['POST', REVIEWS, ''],
};

describe('tryVerb', () => {
  let server: FakeServer;
  afterEach(() => server?.stop());

  for (const verb of Object.keys(expected) as AccessVerb[]) {
    it(`asks whether a user may ${verb}, and changes nothing`, async () => {
      let isAllowed = true;
      server = await startFakeServer(({ path, headers }) => {
        if (path === '/apis/authorization.k8s.io/v1') return { body: { resources: [REVIEW] } };
        if (path === '/api/v1' || path === '/apis/authorization.k8s.io') return undefined;
        if (path === REVIEWS) return { body: { kind: 'SelfSubjectAccessReview', status: { allowed: isAllowed } } };
        if (isAllowed || headers['impersonate-user'] === undefined) return { body: configMap('a', '5') };
        return { status: 403, body: statusBody(403, 'Forbidden', 'User "dev" cannot do that') };
      });
      const object = configMap('a', '');
      await server.api.tryVerb(verb, object, 'dev');
      const sent = server.seen.at(-1);
      expect([sent?.method, sent?.path, sent?.query.toString()]).to.deep.equal(expected[verb]);
      expect(sent?.headers['impersonate-user']).to.equal('dev');
      isAllowed = false;
      const refusal = await server.api.tryVerb(verb, object, 'dev').catch((error: unknown) => error);
      expect(refusal).to.include({ status: 403 });
      expect(String(refusal)).to.contain('User "dev" cannot');
    });
  }
});

describe('what is only tried', () => {
  let server: FakeServer;
  afterEach(() => server?.stop());

  for (const [way, method, path, type] of [
    ['tryCreate', 'POST', COLLECTION, 'application/json'],
    ['tryApply', 'PATCH', NAMED, 'application/apply-patch+yaml'],
    ['tryMerge', 'PATCH', NAMED, 'application/merge-patch+json'],
  ] as const) {
    it(`changes nothing by ${way}, as that user`, async () => {
      server = await startFakeServer(({ path: asked }) =>
        asked === '/api/v1' ? undefined : { body: configMap('a', '5') },
      );
      await server.api[way](configMap('a', ''), 'dev');
      const sent = server.seen.at(-1);
      expect([sent?.method, sent?.path]).to.deep.equal([method, path]);
      expect(sent?.query.get('dryRun')).to.equal('All');
      expect(sent?.headers).to.include({ 'impersonate-user': 'dev', 'content-type': type });
    });
  }
});
