import {
  backendRef,
  type GrpcRouteRule,
  MESH_GRPC_BACKENDS,
  meshAttached,
  meshGrpc,
  meshGrpcRoute,
  meshReaches,
  scenario,
  withMetadata,
} from '../../kit/index.ts';

export default scenario({
  id: 'MeshGRPCRouteRequestHeaderModifier',
  title: 'A GRPCRoute of a Service sets, adds and removes metadata before the backend gets the call',
  requirements: ['mesh.route.replaces', 'grpcroute.filters.request-header-modifier'],
  features: ['Mesh', 'GRPCRoute'],
  since: 'v1.7',
  gateways: [],
  backends: MESH_GRPC_BACKENDS,
  resources: (env) => {
    const rule = (
      value: string,
      requestHeaderModifier: Readonly<Record<string, unknown>>,
      backend = 'v1',
    ): GrpcRouteRule => ({
      matches: [withMetadata({ 'x-rule': value })],
      filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier }],
      backendRefs: [backendRef(env, backend)],
    });
    return [
      meshGrpcRoute(env, 'modified', {
        rules: [
          rule('set', { set: [{ name: 'x-set', value: 'set' }] }),
          rule('add', { add: [{ name: 'x-add', value: 'added' }] }),
          rule('remove', { remove: ['x-remove'] }),
          rule(
            'all',
            {
              set: [
                { name: 'x-set-one', value: 'one' },
                { name: 'x-set-two', value: 'two' },
              ],
              add: [
                { name: 'x-add-one', value: 'one' },
                { name: 'x-add-two', value: 'two' },
              ],
              remove: ['x-remove-one', 'x-remove-two'],
            },
            'v2',
          ),
        ],
      }),
    ];
  },
  steps: [
    ...meshAttached('GRPCRoute/modified'),
    meshGrpc([
      ...meshReaches(
        'set over what was there',
        { metadata: { 'x-rule': 'set', 'x-set': 'old', 'x-other': 'kept' } },
        'v1',
        {
          metadata: { 'x-set': 'set', 'x-other': 'kept' },
        },
      ),
      ...meshReaches('added to what was there', { metadata: { 'x-rule': 'add', 'x-add': 'first' } }, 'v1', {
        metadata: { 'x-add': ['first', 'added'] },
      }),
      ...meshReaches('removed', { metadata: { 'x-rule': 'remove', 'x-remove': 'old' } }, 'v1', {
        metadata: { 'x-remove': null },
      }),
      ...meshReaches(
        'several of each',
        { metadata: { 'x-rule': 'all', 'x-set-two': 'old', 'x-add-two': 'first', 'x-remove-two': 'old' } },
        'v2',
        {
          metadata: {
            'x-set-one': 'one',
            'x-set-two': 'two',
            'x-add-one': 'one',
            'x-add-two': ['first', 'two'],
            'x-remove-one': null,
            'x-remove-two': null,
          },
        },
      ),
    ]),
  ],
});
