import { common } from './common.ts';
import { gateway, type OfficialTest } from './row.ts';

/** The tests of v1.6.3, with the features that each needs: https://github.com/kubernetes-sigs/gateway-api/tree/v1.6.3/conformance/tests */
export const tests: readonly OfficialTest[] = [
  ...common,
  gateway('HTTPRouteRetry', 'Gateway', 'HTTPRoute', 'HTTPRouteRetry'),
];
