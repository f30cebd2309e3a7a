import { http, type ScenarioDefinition } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import type { CookieExpectation } from '../../../harness/scenario/traffic/http.ts';
import type { HttpRequest, HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  attached,
  backendRef,
  GATHERED_PORT,
  gatherPods,
  httpRoute,
  pathPrefix,
  proves,
  ROUTE_KITS,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

/** An HTTPRoute whose rule keeps sessions as told; the field is of the experimental channel. */
function keeping(
  env: ScenarioEnv,
  label: string,
  path: string,
  session: object,
  to: 'both' | 'a' | 'either',
): KubeObject {
  const match = pathPrefix(path);
  const rule = {
    both: { matches: [match], backendRefs: [{ name: env.name('both'), port: GATHERED_PORT }] },
    a: ruleTo(env, 'a', match),
    either: { matches: [match], backendRefs: [backendRef(env, 'a'), backendRef(env, 'b')] },
  }[to];
  return httpRoute(env, label, { rules: [{ ...rule, sessionPersistence: session } as typeof rule] });
}

function comesBack(name: string, send: HttpRequest): HttpRow {
  return { name, send, expect: { oneOf: ['a', 'b'], saw: { a: { rest: 'any' }, b: { rest: 'any' } } } };
}

function sets(name: string, path: string, setsCookie: CookieExpectation): HttpRow {
  return { name, send: { path }, expect: { backend: 'a', response: { setsCookie } } };
}

const base = ROUTE_KITS.HTTPRoute.features;
const backends = { a: { own: true }, b: { own: true } } as const;

const sessions = scenario({
  id: 'SpecHTTPRouteSessionPersistence',
  title: 'A cookie keeps a client with one endpoint of the backend that weights choose, and with no backend',
  requirements: [
    'session.persistence.same-endpoint',
    'session.persistence.weights',
    'session.persistence.session-cookie',
    'session.persistence.cookie-path',
    'session.persistence.several-cookies',
  ],
  features: [...base, 'HTTPRouteSessionPersistence'],
  since: 'v1.7',
  level: 'spec',
  needs: ['experimentalChannel'],
  backends,
  resources: (env) => [
    keeping(env, 'sticky', '/sticky', { cookie: {} }, 'both'),
    keeping(env, 'weighted', '/weighted', { cookie: {} }, 'either'),
    keeping(env, 'single', '/single/deep', { cookie: {} }, 'a'),
  ],
  steps: [
    ...proves('session.persistence.same-endpoint', gatherPods('both', 'http', ['a', 'b'])),
    ...attached('HTTPRoute/sticky', 'HTTPRoute/weighted', 'HTTPRoute/single'),
    http([
      ...proves(
        'session.persistence.same-endpoint',
        comesBack('the endpoint that set the cookie', { path: '/sticky', cookie: { leadsTo: 'same' } }),
      ),
      ...proves(
        'session.persistence.several-cookies',
        comesBack('the same, beside another cookie', {
          path: '/sticky',
          headers: { Cookie: 'first=1' },
          cookie: { leadsTo: 'same' },
        }),
      ),
      ...proves(
        'session.persistence.weights',
        comesBack('the other backend by its weight, with the cookie of the first', {
          path: '/weighted',
          cookie: { leadsTo: 'another' },
        }),
      ),
      ...proves(
        'session.persistence.session-cookie',
        sets('a cookie of the session has no lifetime', '/single/deep', { lifetime: 'session' }),
      ),
      ...proves(
        'session.persistence.cookie-path',
        sets('its path is the root, whatever the rule matches', '/single/deep/er', { path: '/' }),
      ),
    ]),
  ],
});

const SECONDS = 300;

const permanent = scenario({
  id: 'SpecHTTPRouteSessionPersistencePermanentCookie',
  title: 'A permanent cookie tells how long it lives, and keeps a client as one of the session does',
  requirements: ['session.persistence.permanent-cookie', 'session.persistence.same-endpoint'],
  features: [...base, 'HTTPRouteSessionPersistence', 'HTTPRouteSessionPersistenceCookieLifetimeTypePermanent'],
  since: 'v1.7',
  level: 'spec',
  needs: ['experimentalChannel'],
  backends,
  resources: (env) => {
    const session = { absoluteTimeout: '5m', cookie: { lifetimeType: 'Permanent' } };
    return [keeping(env, 'sticky', '/sticky', session, 'both'), keeping(env, 'single', '/single', session, 'a')];
  },
  steps: [
    gatherPods('both', 'http', ['a', 'b']),
    ...attached('HTTPRoute/sticky', 'HTTPRoute/single'),
    http([
      ...proves(
        'session.persistence.permanent-cookie',
        sets('the cookie lives for the absolute time-out', '/single', { lifetime: SECONDS }),
      ),
      ...proves(
        'session.persistence.same-endpoint',
        comesBack('the endpoint that set the cookie', { path: '/sticky', cookie: { leadsTo: 'same' } }),
      ),
    ]),
  ],
});

export default [sessions, permanent] satisfies readonly ScenarioDefinition[];
