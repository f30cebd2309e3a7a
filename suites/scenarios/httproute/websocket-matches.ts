import { websocket } from '../../../harness/scenario/define.ts';
import { attached, exactPath, httpRoute, ruleTo, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'SpecHTTPRouteWebSocketMatches',
  title: 'A request for a WebSocket is matched by its headers as any other is',
  requirements: ['httproute.backends.app-protocol', 'httproute.match.all-parts', 'httproute.no-rule-404'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteBackendProtocolWebSocket'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: { serves: ['ws'] } },
  resources: (env) => [httpRoute(env, 'rooms', { rules: [ruleTo(env, 'v1', exactPath('/ws', { room: 'open' }))] })],
  steps: [
    ...attached('HTTPRoute/rooms'),
    websocket([
      { name: 'with the header', send: { headers: { room: 'open' } }, expect: { messages: 'same' } },
      { name: 'with another value of it', send: { headers: { room: 'shut' } }, expect: { status: 404 } },
      { name: 'without it', send: {}, expect: { status: 404 } },
    ]),
  ],
});
