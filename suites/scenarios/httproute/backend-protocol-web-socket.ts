import { websocket } from '../../../harness/scenario/define.ts';
import { attached, httpRoute, ruleTo, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteBackendProtocolWebSocket',
  title: 'A connection is upgraded to WebSocket with a backend whose port says so',
  requirements: ['httproute.backends.app-protocol'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteBackendProtocolWebSocket'],
  since: 'v1.0',
  backends: { v1: { serves: ['ws'] } },
  resources: (env) => [httpRoute(env, 'to-websocket', { rules: [ruleTo(env, 'v1')] })],
  steps: [
    ...attached('HTTPRoute/to-websocket'),
    websocket([{ name: 'messages come back', send: {}, expect: { messages: 'same' } }]),
  ],
});
