import { http } from '../../../harness/scenario/define.ts';
import type { HeaderExpectations } from '../../../harness/scenario/traffic/common.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  attached,
  backendRef,
  beyond,
  httpRoute,
  pathPrefix,
  proves,
  requestHeaderFilter,
  responseHeaderFilter,
  scenario,
} from '../../kit/index.ts';

/** The backend sets these headers in its answer, and the client must see those. */
function row(
  name: string,
  path: string,
  set: Readonly<Record<string, string>>,
  headers: HeaderExpectations,
  sent: Readonly<Record<string, string>> = {},
  seen: HeaderExpectations = {},
): HttpRow {
  const wanted = Object.entries(set).map(([field, value]) => `${field}:${value}`);
  return {
    name,
    send: { path, headers: { ...sent, 'X-Echo-Set-Header': wanted.join(',') } },
    expect: { backend: 'v1', saw: { headers: seen }, response: { headers } },
  };
}

/** The backend answers with that code, whatever it is. */
function ofStatus(status: number): HttpRow {
  const headers = { 'X-Set-New': 'set-new', 'X-Add-New': 'add-new' };
  return {
    name: `an answer of ${status}`,
    send: { path: `/status/${status}` },
    expect: { status, response: { headers } },
  };
}

/** Headers of two lines each that no filter names. The backend gives a line of its own for each spelling. */
const LINES = { 'Set-Cookie': 'first=1', 'set-cookie': 'second=2', 'X-Other': 'kept', 'x-other': 'kept too' };
const KEPT = { 'Set-Cookie': ['first=1', 'second=2'], 'X-Other': ['kept', 'kept too'] };
const COLOURS = { 'X-Colour': 'red', 'x-colour': 'blue' };

export default scenario({
  id: 'HTTPRouteResponseHeaderModifier',
  title: 'Response headers are set, added and removed before the client sees them, and others are left alone',
  requirements: [
    'httproute.filters.response-headers.set',
    'httproute.filters.response-headers.add',
    'httproute.filters.response-headers.remove',
  ],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteResponseHeaderModification'],
  since: 'v1.0',
  backends: { v1: {} },
  resources: (env) => {
    const rule = (path: string, ...filters: ReturnType<typeof responseHeaderFilter>[]) => ({
      matches: [pathPrefix(path)],
      filters,
      backendRefs: [backendRef(env, 'v1')],
    });
    const all = responseHeaderFilter({
      set: [
        { name: 'X-Set-New', value: 'set-new' },
        { name: 'X-Set-Old', value: 'set-old' },
      ],
      add: [
        { name: 'X-Add-New', value: 'add-new' },
        { name: 'X-Add-Old', value: 'add-old' },
      ],
      remove: ['X-Remove-Missing', 'X-Remove-Old'],
    });
    return [
      httpRoute(env, 'modifying', {
        rules: [
          rule('/set', responseHeaderFilter({ set: [{ name: 'X-Colour', value: 'green' }] })),
          rule('/add', responseHeaderFilter({ add: [{ name: 'X-Colour', value: 'green' }] })),
          rule('/remove', responseHeaderFilter({ remove: ['X-Colour'] })),
          rule('/all', all),
          rule('/status', all),
          rule(
            '/any-case',
            responseHeaderFilter({
              set: [{ name: 'X-Case-Set', value: 'set' }],
              add: [{ name: 'x-case-add', value: 'added' }],
              remove: ['X-CASE-REMOVE'],
            }),
          ),
          rule(
            '/both-ways',
            all,
            requestHeaderFilter({ set: [{ name: 'X-Request', value: 'set' }], remove: ['X-Gone'] }),
          ),
        ],
      }),
    ];
  },
  steps: () => {
    const set = 'httproute.filters.response-headers.set';
    const add = 'httproute.filters.response-headers.add';
    const remove = 'httproute.filters.response-headers.remove';
    const kept = { 'X-Other': 'kept' };
    const old = { 'X-Set-Old': 'old', 'X-Add-Old': 'old', 'X-Remove-Old': 'old', ...kept };
    const changed = {
      'X-Set-New': 'set-new',
      'X-Set-Old': 'set-old',
      'X-Add-New': 'add-new',
      'X-Add-Old': ['old', 'add-old'],
      'X-Remove-Missing': null,
      'X-Remove-Old': null,
      ...kept,
    };
    return [
      ...attached('HTTPRoute/modifying'),
      http([
        ...proves(
          set,
          row('set: a header that is not there', '/set', kept, { 'X-Colour': 'green', ...kept }),
          row('set: a header that is there', '/set', { 'X-Colour': 'red', ...kept }, { 'X-Colour': 'green', ...kept }),
        ),
        ...proves(
          add,
          row('add: a header that is not there', '/add', kept, { 'X-Colour': 'green', ...kept }),
          row('add: a header that is there', '/add', { 'X-Colour': 'red' }, { 'X-Colour': ['red', 'green'] }),
        ),
        ...proves(
          remove,
          row(
            'remove: a header that is there',
            '/remove',
            { 'X-Colour': 'red', ...kept },
            { 'X-Colour': null, ...kept },
          ),
        ),
        ...proves(
          [set, add, remove],
          row('all three at once', '/all', old, changed),
          row(
            'names in another letter case',
            '/any-case',
            { 'x-case-set': 'old', 'X-Case-Add': 'old', 'x-case-remove': 'old', ...kept },
            { 'x-case-set': 'set', 'X-Case-Add': ['old', 'added'], 'x-case-remove': null, ...kept },
          ),
          row(
            'the request as well',
            '/both-ways',
            old,
            changed,
            { 'X-Gone': 'old' },
            { 'X-Request': 'set', 'X-Gone': null },
          ),
        ),
        ...beyond(
          ...proves([set, add], ...([204, 404, 418, 500].map(ofStatus) as [HttpRow])),
          ...proves(
            set,
            row('set: both lines of a header', '/set', COLOURS, { 'X-Colour': 'green' }),
            row('set: no line of another header', '/set', LINES, { 'X-Colour': 'green', ...KEPT }),
          ),
          ...proves(
            add,
            row('add: behind two lines', '/add', COLOURS, { 'X-Colour': ['red', 'blue', 'green'] }),
            row('add: no line of another header', '/add', LINES, { 'X-Colour': 'green', ...KEPT }),
          ),
          ...proves(
            remove,
            row('remove: both lines of a header', '/remove', { ...COLOURS, ...kept }, { 'X-Colour': null, ...kept }),
            row(
              'remove: no line of another header',
              '/remove',
              { ...LINES, ...COLOURS },
              { 'X-Colour': null, ...KEPT },
            ),
          ),
        ),
      ]),
    ];
  },
});
