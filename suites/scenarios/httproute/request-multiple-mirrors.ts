import { mirrorScenario } from '../../kit/index.ts';

export default mirrorScenario({
  id: 'HTTPRouteRequestMultipleMirrors',
  title: 'A copy of each request goes to each of several backends, with the header changes of the rule',
  requirements: ['httproute.filters.mirror', 'httproute.filters.mirror.several'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRequestMirror', 'HTTPRouteRequestMultipleMirrors'],
  mirrors: ['v2', 'v3'],
});
