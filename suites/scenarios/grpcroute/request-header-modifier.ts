import { grpc } from '../../../harness/scenario/define.ts';
import { attached, beyond, callsTo, echoMethod, grpcRoute, ROUTE_KITS, reaches, scenario } from '../../kit/index.ts';

const kit = ROUTE_KITS.GRPCRoute;

function modify(changes: Readonly<Record<string, unknown>>) {
  return [{ type: 'RequestHeaderModifier', requestHeaderModifier: changes }];
}

export default scenario({
  id: 'GRPCRouteRequestHeaderModifier',
  title: 'A GRPCRoute sets, adds and removes metadata before the backend gets the call',
  requirements: ['grpcroute.filters.request-header-modifier', 'grpcroute.filters.core', 'grpcroute.http-listener'],
  features: [...kit.features, 'GRPCRouteRequestHeaderModifier'],
  since: 'v1.7',
  backends: kit.backends({ v1: {}, v2: {} }),
  resources: (env) => [
    grpcRoute(env, 'modified', {
      rules: [
        {
          ...callsTo(env, 'v1', echoMethod('Echo')),
          filters: modify({
            set: [{ name: 'X-Set', value: 'set' }],
            add: [{ name: 'X-Add', value: 'added' }],
            remove: ['X-Remove'],
          }),
        },
        {
          ...callsTo(env, 'v2', echoMethod('EchoTwo')),
          filters: modify({
            set: [
              { name: 'X-Set-One', value: 'one' },
              { name: 'x-set-two', value: 'two' },
            ],
            add: [{ name: 'X-Add-One', value: 'one' }],
            remove: ['X-Remove-One', 'x-remove-two'],
          }),
        },
      ],
    }),
    grpcRoute(env, 'led', {
      hostnames: [env.host('led')],
      rules: [
        { ...callsTo(env, 'v1', echoMethod('Echo')), filters: modify({ set: [{ name: 'x-led', value: 'away' }] }) },
        // What the filter makes of a call would be for this one.
        callsTo(env, 'v2', echoMethod('Echo', { 'x-led': 'away' })),
      ],
    }),
  ],
  steps: (env) => [
    ...attached('GRPCRoute/modified', 'GRPCRoute/led'),
    grpc([
      reaches('set where there was none', { metadata: { 'x-other': 'kept' } }, 'v1', {
        saw: { metadata: { 'x-set': 'set', 'x-add': 'added', 'x-other': 'kept' } },
      }),
      reaches('set over what was there', { metadata: { 'x-set': ['old', 'older'] } }, 'v1', {
        saw: { metadata: { 'x-set': 'set' } },
      }),
      reaches('added to what was there', { metadata: { 'x-add': 'first' } }, 'v1', {
        saw: { metadata: { 'x-add': ['first', 'added'] } },
      }),
      reaches('removed, each line', { metadata: { 'x-remove': ['one', 'two'] } }, 'v1', {
        saw: { metadata: { 'x-remove': null } },
      }),
      ...beyond(
        reaches('set to what another rule asks for', { authority: env.host('led') }, 'v1', {
          saw: { metadata: { 'x-led': 'away' } },
        }),
      ),
      reaches(
        'several of each',
        {
          method: 'EchoTwo',
          metadata: { 'x-set-two': 'old', 'x-remove-one': 'a', 'x-remove-two': 'b', 'x-other': 'kept' },
        },
        'v2',
        {
          saw: {
            metadata: {
              'x-set-one': 'one',
              'x-set-two': 'two',
              'x-add-one': 'one',
              'x-remove-one': null,
              'x-remove-two': null,
              'x-other': 'kept',
            },
          },
        },
      ),
    ]),
  ],
});
