import { mirrorScenario } from '../../kit/index.ts';

export default mirrorScenario({
  id: 'HTTPRouteRequestMirror',
  title: 'A copy of each request goes to another backend, with the header changes of the rule',
  requirements: ['httproute.filters.mirror', 'httproute.filters.mirror.answers-ignored'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRequestMirror'],
  mirrors: ['v2'],
});
