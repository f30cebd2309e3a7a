import { http } from '../../../harness/scenario/define.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import { answers, arrives, attached, exactPath, httpRoute, proves, ruleTo, scenario } from '../../kit/index.ts';

/** Durations in their various forms, with the delay of an answer that is clearly within, or clearly beyond. */
const DURATIONS = [
  { request: '1s4000ms', delay: '2s', isWithin: true },
  { request: '0h0m1s', delay: '5s', isWithin: false },
  { request: '0m0s500ms', delay: '4s', isWithin: false },
  { request: '10000ms', delay: '1s', isWithin: true },
  { request: '1m', delay: '2s', isWithin: true },
  { request: '1h', delay: '2s', isWithin: true },
  { request: '00500ms', delay: '4s', isWithin: false },
] as const;

export default scenario({
  id: 'SpecHTTPRouteDurations',
  title: 'A timeout is as long as all the units of its duration say',
  requirements: ['httproute.timeouts.request'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRequestTimeout'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {} },
  resources: (env) => [
    httpRoute(env, 'timed', {
      rules: [
        ...DURATIONS.map(({ request }) => ({ ...ruleTo(env, 'v1', exactPath(`/${request}`)), timeouts: { request } })),
        // What one rule says is not for the next.
        ruleTo(env, 'v1', exactPath('/without')),
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/timed'),
    http(
      proves(
        'httproute.timeouts.request',
        ...([
          ...DURATIONS.map(({ request, delay, isWithin }) => {
            const send = { path: `/${request}?delay=${delay}` };
            return isWithin
              ? arrives(`${delay} are within ${request}`, send, 'v1')
              : answers(`${delay} are longer than ${request}`, send, 504);
          }),
          arrives('a rule without a timeout behind those', { path: '/without?delay=2s' }, 'v1'),
        ] as unknown as [HttpRow]),
      ),
    ),
  ],
});
