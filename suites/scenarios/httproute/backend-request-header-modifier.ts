import { http } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  backendRef,
  httpRoute,
  pathPrefix,
  requestHeaderFilter,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteBackendRequestHeaderModifier',
  title: 'Request headers are set, added and removed by the filters of a backend',
  requirements: ['httproute.filters.backend'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteBackendRequestHeaderModification'],
  since: 'v1.2',
  backends: { v1: {} },
  resources: (env) => {
    const rule = (path: string, modifier: Parameters<typeof requestHeaderFilter>[0]) => ({
      matches: [pathPrefix(path)],
      backendRefs: [backendRef(env, 'v1', { filters: [requestHeaderFilter(modifier)] })],
    });
    return [
      httpRoute(env, 'modifying', {
        rules: [
          rule('/set', { set: [{ name: 'X-Colour', value: 'green' }] }),
          rule('/add', { add: [{ name: 'X-Colour', value: 'green' }] }),
          rule('/remove', { remove: ['X-Colour'] }),
          rule('/all', {
            set: [
              { name: 'X-Set-New', value: 'set-new' },
              { name: 'X-Set-Old', value: 'set-old' },
            ],
            add: [
              { name: 'X-Add-New', value: 'add-new' },
              { name: 'X-Add-Old', value: 'add-old' },
            ],
            remove: ['X-Remove-Missing', 'X-Remove-Old'],
          }),
          rule('/any-case', {
            set: [{ name: 'X-Case-Set', value: 'set' }],
            add: [{ name: 'X-Case-Add', value: 'added' }],
            remove: ['X-Case-Remove'],
          }),
        ],
      }),
    ];
  },
  steps: () => {
    const red = { 'X-Colour': 'red', 'X-Other': 'kept' };
    const sends = (path: string, headers: Record<string, string> = { 'X-Other': 'kept' }) => ({ path, headers });
    const green = { headers: { 'X-Colour': 'green' } };
    return [
      ...attached('HTTPRoute/modifying'),
      http([
        arrives('set: a header that is not there', sends('/set'), 'v1', green),
        arrives('set: a header that is there', sends('/set', red), 'v1', green),
        arrives('add: a header that is not there', sends('/add'), 'v1', green),
        arrives('add: a header that is there', sends('/add', red), 'v1', { headers: { 'X-Colour': ['red', 'green'] } }),
        arrives('remove: a header that is there', sends('/remove', red), 'v1', { headers: { 'X-Colour': null } }),
        arrives(
          'all three at once',
          sends('/all', { 'X-Set-Old': 'old', 'X-Add-Old': 'old', 'X-Remove-Old': 'old' }),
          'v1',
          {
            headers: {
              'X-Set-New': 'set-new',
              'X-Set-Old': 'set-old',
              'X-Add-New': 'add-new',
              'X-Add-Old': ['old', 'add-old'],
              'X-Remove-Missing': null,
              'X-Remove-Old': null,
            },
          },
        ),
        arrives(
          'names in another letter case',
          sends('/any-case', { 'x-case-set': 'old', 'x-CASE-add': 'old', 'x-case-remove': 'old' }),
          'v1',
          { headers: { 'x-case-set': 'set', 'x-CASE-add': ['old', 'added'], 'x-case-remove': null } },
        ),
      ]),
    ];
  },
});
