import { absent, apply, http, patch, remove, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  answers,
  arrives,
  type Citations,
  certificateRef,
  citing,
  FROM_SAME,
  fromKind,
  gateway,
  httpRoute,
  httpsListener,
  LISTENER_SERVES,
  ownParent,
  type ReferenceGrantFrom,
  type ReferenceGrantTo,
  ROUTE_ATTACHED,
  referenceGrant,
  ruleTo,
  scenario,
  tlsSecret,
  toBackend,
  toKind,
  unresolved,
} from '../../kit/index.ts';

/** Routes, each to a backend of its own in another namespace. */
const ROUTES = [
  'renamed',
  'moved',
  'of-kind',
  'late',
  'again',
  'doubled',
  'mended',
  'emptied',
  'righted',
  'tardy',
] as const;
type Label = (typeof ROUTES)[number];

interface GrantFields {
  from: ReferenceGrantFrom[];
  to: ReferenceGrantTo[];
}

/** What the grant for a backend says while it permits the reference. */
function permit(env: ScenarioEnv, label: Label): GrantFields {
  return { from: [fromKind(env, 'HTTPRoute')], to: [toBackend(env, label)] };
}

function grantFor(env: ScenarioEnv, label: Label, fields: Partial<GrantFields> = {}, name = `for-${label}`) {
  return referenceGrant(env, name, { namespace: 'far', ...permit(env, label), ...fields });
}

function secretGrant(env: ScenarioEnv, label: string, secret: string) {
  return referenceGrant(env, label, {
    namespace: 'far',
    from: [fromKind(env, 'Gateway')],
    to: [toKind('Secret', env.name(secret))],
  });
}

const REFUSED = { conditions: { ResolvedRefs: { status: 'False', reason: 'RefNotPermitted' } } } as const;

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['referencegrant.from', 'referencegrant.to', 'referencegrant.entries-or'],
  unresolved: ['referencegrant.revocation', 'httproute.backends.ref-not-permitted', 'route.status.resolved-refs'],
  gateway: ['listener.tls.ref-not-permitted', 'referencegrant.revocation'],
  served: ['referencegrant.entries-or', 'referencegrant.from', 'referencegrant.to'],
  failing: ['referencegrant.required', 'referencegrant.revocation'],
  other: ['referencegrant.revocation'],
};

export default scenario({
  id: 'SpecReferenceGrantChanges',
  title: 'References follow every change of the grants that permit them',
  requirements: [
    'referencegrant.required',
    'referencegrant.revocation',
    'referencegrant.entries-or',
    'referencegrant.from',
    'referencegrant.to',
    'listener.tls.ref-not-permitted',
    'httproute.backends.ref-not-permitted',
    'route.status.resolved-refs',
  ],
  features: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  since: 'v1.0',
  level: 'spec',
  namespaces: { far: {}, bystander: {} },
  backends: {
    v1: {},
    ...Object.fromEntries(ROUTES.map((label) => [label, { namespace: 'far' }])),
    tardy: { namespace: 'far', late: 'service' },
  },
  resources: async (env) => {
    const [edited, late] = [env.host('edited'), env.host('late-secret')];
    const listener = (name: string, hostname: string) =>
      httpsListener('https', certificateRef(env, name, 'far'), { hostname, allowedRoutes: FROM_SAME });
    return [
      ...(['renamed', 'moved', 'of-kind', 'again', 'doubled', 'emptied'] as const).map((label) => grantFor(env, label)),
      grantFor(env, 'doubled', {}, 'for-doubled-too'),
      // One that permits follows it under its name, and the Service of the other comes after its grant.
      grantFor(env, 'righted', { from: [fromKind(env, 'HTTPRoute', 'bystander')] }),
      grantFor(env, 'tardy'),
      grantFor(env, 'mended', { from: [fromKind(env, 'HTTPRoute', 'bystander')] }),
      tlsSecret(env, 'edited-pair', await env.certificate([edited]), { namespace: 'far' }),
      tlsSecret(env, 'late-pair', await env.certificate([late]), { namespace: 'far' }),
      secretGrant(env, 'for-edited-pair', 'edited-pair'),
      // Apart, since one bad listener may cost a Gateway its acceptance.
      gateway(env, 'edited', { listeners: [listener('edited-pair', edited)] }),
      gateway(env, 'late', { listeners: [listener('late-pair', late)] }),
      ...ROUTES.map((label) =>
        httpRoute(env, `to-${label}`, { hostnames: [env.host(label)], rules: [ruleTo(env, label)] }),
      ),
      httpRoute(env, 'over-tls', {
        parents: [ownParent(env, 'edited'), ownParent(env, 'late')],
        hostnames: [],
        rules: [ruleTo(env, 'v1')],
      }),
    ];
  },
  steps: (env) => {
    const permitted = (label: Label) => status(`HTTPRoute/to-${label}`, { conditions: ROUTE_ATTACHED });
    const refused = (label: Label) => status(`HTTPRoute/to-${label}`, { conditions: unresolved('RefNotPermitted') });
    const send = (label: Label) => ({ host: env.host(label) });
    const reaches = (label: Label) => arrives(`${label}: permitted`, send(label), label);
    const fails = (label: Label) => answers(`${label}: not permitted`, send(label), 500);
    const overTls = (label: string) => ({ scheme: 'https', host: env.host(label) }) as const;
    const edit = (label: Label, how: string, spec: Partial<GrantFields>) =>
      patch(`${label}: ${how}`, `ReferenceGrant/far/for-${label}`, { spec });
    const [other] = [toBackend(env, 'late')];
    return citing(SHOWN, [
      ...(['renamed', 'moved', 'of-kind', 'again', 'doubled', 'emptied'] as const).map(permitted),
      ...(['late', 'mended', 'righted'] as const).map(refused),
      status('HTTPRoute/to-tardy', { conditions: unresolved('BackendNotFound') }),
      status('Gateway/edited', { listeners: { https: { conditions: LISTENER_SERVES } } }),
      status('Gateway/late', { listeners: { https: REFUSED } }),
      http([
        ...(['renamed', 'moved', 'of-kind', 'again', 'doubled', 'emptied'] as const).map(reaches),
        ...(['late', 'mended', 'righted', 'tardy'] as const).map(fails),
      ] as [ReturnType<typeof reaches>]),
      http([arrives('a certificate of the other namespace', overTls('edited'), 'v1')], { gateway: 'Gateway/edited' }),

      edit('renamed', 'the grant names another Service', { to: [{ ...other, name: env.name('never') }] }),
      edit('moved', 'the grant trusts another namespace', { from: [fromKind(env, 'HTTPRoute', 'bystander')] }),
      edit('of-kind', 'the grant trusts another kind', { from: [fromKind(env, 'Gateway')] }),
      edit('emptied', 'the grant is for Secrets instead', { to: [toKind('Secret', env.backend('emptied').name)] }),
      edit('mended', 'the grant trusts this namespace, too', {
        from: [fromKind(env, 'HTTPRoute', 'bystander'), fromKind(env, 'HTTPRoute')],
      }),
      apply('late: the grant comes', [grantFor(env, 'late'), secretGrant(env, 'for-late-pair', 'late-pair')]),
      apply('tardy: the Service comes', [], ['tardy']),
      remove('righted: the grant goes', 'ReferenceGrant/far/for-righted'),
      remove('again: the grant goes', 'ReferenceGrant/far/for-again'),
      remove('doubled: one of two grants goes', 'ReferenceGrant/far/for-doubled'),
      patch('the grant for a certificate names another Secret', 'ReferenceGrant/far/for-edited-pair', {
        spec: { to: [toKind('Secret', env.name('never'))] },
      }),
      ...(['renamed', 'moved', 'of-kind', 'emptied', 'again'] as const).map(refused),
      ...(['late', 'mended', 'doubled', 'tardy'] as const).map(permitted),
      status('Gateway/edited', { listeners: { https: REFUSED } }),
      status('Gateway/late', { listeners: { https: { conditions: LISTENER_SERVES } } }),
      http([
        ...(['renamed', 'moved', 'of-kind', 'emptied', 'again'] as const).map(fails),
        ...(['late', 'mended', 'doubled', 'tardy'] as const).map(reaches),
      ] as [ReturnType<typeof reaches>]),
      http([arrives('a certificate that was granted later', overTls('late-secret'), 'v1')], {
        gateway: 'Gateway/late',
      }),

      absent('ReferenceGrant/far/for-again'),
      absent('ReferenceGrant/far/for-righted'),
      apply('again: the grant comes anew', [grantFor(env, 'again')]),
      apply('righted: one comes that permits', [grantFor(env, 'righted')]),
      remove('doubled: the other grant goes', 'ReferenceGrant/far/for-doubled-too'),
      edit('renamed', 'the grant names its Service again', { to: permit(env, 'renamed').to }),
      patch('the grant for a certificate names its Secret again', 'ReferenceGrant/far/for-edited-pair', {
        spec: { to: [toKind('Secret', env.name('edited-pair'))] },
      }),
      permitted('again'),
      permitted('righted'),
      permitted('renamed'),
      refused('doubled'),
      status('Gateway/edited', { listeners: { https: { conditions: LISTENER_SERVES } } }),
      http([reaches('again'), reaches('righted'), reaches('renamed'), fails('doubled')]),
      http([arrives('the certificate, granted again', overTls('edited'), 'v1')], { gateway: 'Gateway/edited' }),
    ]);
  },
});
