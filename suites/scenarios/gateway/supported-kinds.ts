import { status } from '../../../harness/scenario/define.ts';
import { FROM_ALL, gateway, httpListener, proves, scenario } from '../../kit/index.ts';

/** Lists of kinds in either order, with one between or behind that nobody knows. */
const LISTS = {
  'first-alone': ['HTTPRoute'],
  'second-alone': ['GRPCRoute'],
  both: ['HTTPRoute', 'GRPCRoute'],
  reversed: ['GRPCRoute', 'HTTPRoute'],
  between: ['HTTPRoute', 'PigeonRoute', 'GRPCRoute'],
  behind: ['GRPCRoute', 'HTTPRoute', 'PigeonRoute'],
} as const;

export default scenario({
  id: 'SpecGatewaySupportedKinds',
  title: 'A listener supports every kind that it lists and that is known, wherever that stands, and no other',
  requirements: ['listener.allowed-routes.kinds', 'listener.status.supported-kinds', 'listener.status.valid-kinds'],
  features: ['Gateway', 'HTTPRoute', 'GRPCRoute'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  backends: {},
  resources: (env) => [
    gateway(env, 'listing', {
      listeners: Object.entries({ ...LISTS, empty: [] }).map(([label, kinds]) =>
        httpListener(label, {
          hostname: env.host(label),
          allowedRoutes: { ...FROM_ALL, kinds: kinds.map((kind) => ({ kind })) },
        }),
      ),
    }),
  ],
  steps: proves(
    ['listener.allowed-routes.kinds', 'listener.status.supported-kinds', 'listener.status.valid-kinds'],
    status('Gateway/listing', {
      listeners: {
        ...Object.fromEntries(
          Object.entries(LISTS).map(([label, kinds]) => [
            label,
            { supportedKinds: kinds.filter((kind) => kind !== 'PigeonRoute') },
          ]),
        ),
        // Those of its protocol, as where there is no list.
        empty: { supportsAtLeast: ['HTTPRoute', 'GRPCRoute'] },
      },
    }),
  ),
});
