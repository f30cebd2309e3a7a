import { http, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  fromKind,
  httpRoute,
  proves,
  referenceGrant,
  ruleTo,
  scenario,
  toBackend,
  toKind,
  unresolved,
} from '../../kit/index.ts';

// As many as the schema of a ReferenceGrant allows.
const ENTRIES = 16;
const others = Array.from({ length: ENTRIES - 1 }, (_, index) => `other-${index + 1}`);

export default scenario({
  id: 'SpecReferenceGrantLargest',
  title: 'Every entry of a grant counts, where it has as many as there may be',
  requirements: ['referencegrant.entries-or', 'referencegrant.to'],
  features: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  since: 'v1.6',
  level: 'spec',
  namespaces: { far: {} },
  backends: { last: { namespace: 'far' }, first: { namespace: 'far' }, left: { namespace: 'far' } },
  resources: (env) => [
    referenceGrant(env, 'long', {
      namespace: 'far',
      from: [
        ...others.map((name) => ({ ...fromKind(env, 'HTTPRoute'), namespace: env.name(name) })),
        fromKind(env, 'HTTPRoute'),
      ],
      to: [
        toBackend(env, 'first'),
        ...others.slice(1).map((name) => toKind('Service', env.name(name))),
        toBackend(env, 'last'),
      ],
    }),
    ...(['first', 'last', 'left'] as const).map((label) =>
      httpRoute(env, `to-${label}`, { hostnames: [env.host(label)], rules: [ruleTo(env, label)] }),
    ),
  ],
  steps: (env) => [
    ...attached('HTTPRoute/to-first', 'HTTPRoute/to-last'),
    ...proves('referencegrant.to', status('HTTPRoute/to-left', { conditions: unresolved('RefNotPermitted') })),
    http([
      ...proves(
        'referencegrant.entries-or',
        arrives(`the first of ${ENTRIES} Services`, { host: env.host('first') }, 'first'),
        arrives(`the last of ${ENTRIES} Services`, { host: env.host('last') }, 'last'),
      ),
      ...proves('referencegrant.to', answers('a Service that is not among them', { host: env.host('left') }, 500)),
    ]),
  ],
});
