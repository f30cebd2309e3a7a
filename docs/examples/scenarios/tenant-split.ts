import { arrives, attached, backendRef, exactPath, httpRoute } from 'gwconf/kit';
import { distribution, http, type ScenarioDefinition, scenario } from 'gwconf/scenario';

// A file may hold several: here one for each share of the new backend.
const shares: readonly number[] = [10, 50];

export default shares.map(
  (share): ScenarioDefinition =>
    scenario({
      id: `AcmeTenantSplit${share}`,
      title: `A new backend gets its ${share} percent of the requests for a tenant`,
      requirements: ['route.backendref.weight'],
      features: ['Gateway', 'HTTPRoute'],
      since: 'v1.6',
      backends: { old: {}, new: {} },
      resources: (env) => [
        httpRoute(env, 'split', {
          rules: [
            {
              matches: [exactPath('/cart')],
              backendRefs: [backendRef(env, 'old', { weight: 100 - share }), backendRef(env, 'new', { weight: share })],
            },
            { matches: [exactPath('/old')], backendRefs: [backendRef(env, 'old')] },
          ],
        }),
      ],
      steps: [
        ...attached('HTTPRoute/split'),
        http([arrives('what is not split', { path: '/old' }, 'old')]),
        distribution({
          name: `${share} percent`,
          send: { path: '/cart' },
          weights: { old: 100 - share, new: share },
          tolerance: 0.1,
        }),
      ],
    }),
);
