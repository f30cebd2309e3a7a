import { http } from '../../../harness/scenario/define.ts';
import { answers, arrives, attached, backendRef, httpRoute, pathPrefix, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteTimeoutRequest',
  title: 'What is not answered in time by a request timeout gets a timeout error',
  requirements: ['httproute.timeouts.request'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRequestTimeout'],
  since: 'v1.0',
  backends: { v1: {} },
  resources: (env) => {
    const rule = (path: string, request: string) => ({
      matches: [pathPrefix(path)],
      backendRefs: [backendRef(env, 'v1')],
      timeouts: { request },
    });
    return [httpRoute(env, 'limited', { rules: [rule('/limited', '500ms'), rule('/unlimited', '0s')] })];
  },
  steps: [
    ...attached('HTTPRoute/limited'),
    http([
      arrives('an answer at once', { path: '/limited' }, 'v1'),
      // So late that a data plane that waits for a core is no reason to miss the timeout.
      answers('an answer that comes late', { path: '/limited?delay=4s' }, 504),
      arrives('a late answer without a timeout', { path: '/unlimited?delay=1s' }, 'v1'),
    ]),
  ],
});
