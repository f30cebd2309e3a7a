import { clause, gep } from '../clause.ts';
import { groupBy, list } from '../group.ts';
import { findAbsence, nearestName } from '../presence.ts';
import type { Problem, Rule } from '../types.ts';
import { compareAge } from '../world/age.ts';
import { gatewayGroup, nameOf } from '../world/identify.ts';
import { referencesOf } from '../world/references.ts';
import type { Policy, Reference } from '../world/types.ts';
import type { World } from '../world/world.ts';

const topic = 'Policies';

type Target = Reference & { sectionName?: string };

/** Names of the sections that a target has; undefined where it is not there, or has none that are known. */
function sectionsOf(world: World, target: Target): readonly string[] | undefined {
  if (target.group === '' && target.kind === 'Service') {
    const services = world.servicesOf(target);
    return services.length > 0
      ? services.flatMap(({ ports }) => ports.map(({ name }) => name)).filter(Boolean)
      : undefined;
  }
  if (target.group !== gatewayGroup) return undefined;
  const listeners = [...world.gatewaysOf(target), ...world.listenerSetsOf(target)];
  if (listeners.length > 0) return listeners.flatMap((each) => each.listeners.map(({ name }) => name));
  const routes = world.routes.filter(({ object }) => nameOf(object) === nameOf(target));
  if (routes.length === 0) return undefined;
  return routes.flatMap(({ rules }) =>
    rules.flatMap(({ value }) => (typeof value.name === 'string' ? [value.name] : [])),
  );
}

function isBackendTls({ object }: Policy): boolean {
  return object.group === gatewayGroup && object.kind === 'BackendTLSPolicy';
}

export const policyRules: readonly Rule[] = [
  {
    id: 'policy-target-missing',
    topic,
    level: 'error',
    title: 'A policy targets an object that is not there',
    clause: gep(713),
    explanation:
      'A policy without its target has no effect, and says TargetNotFound. Policies of implementations are told alike: they are recognised by the label of their CRD, or by their name and targetRefs.',
    fix: 'Name the target as it is called; it must be in the namespace of the policy unless the policy says otherwise.',
    *check(world) {
      for (const { object, targets } of world.policies) {
        for (const target of targets) {
          const absence = findAbsence(world, target);
          if (absence)
            yield {
              object,
              path: `${target.path}.name`,
              ...absence,
              ...(isBackendTls({ object, targets }) ? {} : { level: 'warning' }),
            };
        }
      }
    },
  },
  {
    id: 'policy-section-missing',
    topic,
    level: 'error',
    title: 'A policy targets a section that its target does not have',
    clause: clause('shared', 60, 113),
    explanation:
      'sectionName is the name of a listener of a Gateway, of a port of a Service, or of a rule of a route. A policy for a section that is not there has no effect.',
    fix: 'Name a section of the target; a port of a Service must have a name for this.',
    *check(world) {
      for (const policy of world.policies) {
        for (const target of policy.targets) {
          const sections = target.sectionName === undefined ? undefined : sectionsOf(world, target);
          if (!sections || sections.includes(target.sectionName ?? '')) continue;
          const near = nearestName(target.sectionName ?? '', sections);
          const hint =
            near === undefined
              ? sections.length > 0
                ? `it has ${list(sections)}`
                : 'none of its sections has a name'
              : `did you mean ${near}?`;
          yield {
            object: policy.object,
            path: `${target.path}.sectionName`,
            message: `${nameOf(target)} has no section ${target.sectionName}; ${hint}`,
            ...(isBackendTls(policy) ? {} : { level: 'warning' }),
          };
        }
      }
    },
  },
  {
    id: 'policy-target-kind',
    topic,
    level: 'warning',
    title: 'A BackendTLSPolicy targets something that is no backend of a route',
    clause: clause('backendtlspolicy', 96, 104),
    explanation:
      'A Service that a route refers to has Extended support; every other target is specific to the implementation, and most ignore it.',
    fix: 'Target the Service.',
    *check(world) {
      for (const policy of world.policies.filter(isBackendTls)) {
        for (const target of policy.targets) {
          if (target.group === '' && target.kind === 'Service') continue;
          yield {
            object: policy.object,
            path: target.path,
            message: `a BackendTLSPolicy for a ${target.kind} is specific to the implementation`,
          };
        }
      }
    },
  },
  {
    id: 'policy-conflict',
    topic,
    level: 'warning',
    title: 'Two policies of one kind have the same target',
    clause: clause('backendtlspolicy', 77, 90),
    explanation:
      'Of several the oldest counts, and of equally old ones the first by namespace and name. The others say Conflicted. Policies of implementations whose CRD is in the files and labels them Direct are told, too; others may be merged.',
    fix: 'Keep one of them, or target different sections.',
    *check(world) {
      const direct = world.policies.filter(({ object }) => world.isDirectPolicy(object));
      const entries = direct.flatMap((policy) => policy.targets.map((target) => ({ policy, target })));
      const groups = groupBy(entries, ({ policy: { object }, target }) =>
        JSON.stringify([object.group, object.kind, target.group, nameOf(target), target.sectionName ?? '']),
      );
      for (const group of groups.values()) {
        const byName = [...new Map(group.map((each) => [nameOf(each.policy.object), each])).values()];
        const [winner, ...losers] = byName.toSorted((a, b) => compareAge(a.policy.object, b.policy.object));
        for (const { policy, target } of losers) yield* describeConflict(policy, target, winner?.policy);
      }
    },
  },
  {
    id: 'policy-several-targets',
    topic,
    level: 'info',
    title: 'A BackendTLSPolicy has more than one target',
    clause: clause('backendtlspolicy', 88, 93),
    explanation:
      'Implementations should support one target only, for now: how conflicts and status work with several is not settled.',
    fix: 'Make a policy for each target.',
    *check(world) {
      for (const policy of world.policies.filter(isBackendTls)) {
        const [, second] = policy.targets;
        if (second)
          yield {
            object: policy.object,
            path: second.path,
            message: 'more than one target is not to be relied on yet',
          };
      }
    },
  },
  {
    id: 'policy-tls-hostname',
    topic,
    level: 'warning',
    title: 'A BackendTLSPolicy expects a name that the public CAs do not sign',
    clause: clause('backendtlspolicy', 216, 245),
    explanation:
      'wellKnownCACertificates are those of the system. They sign public names only: a backend called a.b.svc.cluster.local has no such certificate.',
    fix: 'Name the CA of the cluster in caCertificateRefs.',
    *check(world) {
      for (const { object, hostname } of world.backendTls) {
        const spec = object.value.spec as { validation?: { wellKnownCACertificates?: unknown } } | undefined;
        if (typeof spec?.validation?.wellKnownCACertificates !== 'string' || hostname === undefined) continue;
        if (!/(^|\.)(svc|local|internal|cluster|localhost)$|^[^.]+$/.test(hostname)) continue;
        yield { object, path: 'spec.validation.hostname', message: `no public CA signs ${hostname}` };
      }
    },
  },
  {
    id: 'policy-tls-unused',
    topic,
    level: 'info',
    title: 'No route refers to the Service of a BackendTLSPolicy',
    clause: clause('backendtlspolicy', 94, 104),
    explanation:
      'The policy says how Gateways connect to a backend. Where the files hold routes of that namespace and none refers to the Service, it has no effect on them.',
    fix: 'Remove the policy, or mend its target.',
    *check(world) {
      const backends = new Set(referencesOf(world).map(({ to }) => `${to.group} ${nameOf(to)}`));
      for (const policy of world.policies.filter(isBackendTls)) {
        for (const target of policy.targets) {
          const hasRoutes = world.routes.some(({ object }) => object.namespace === target.namespace);
          if (!hasRoutes || target.kind !== 'Service' || backends.has(`${target.group} ${nameOf(target)}`)) continue;
          yield { object: policy.object, path: target.path, message: `no route refers to ${nameOf(target)}` };
        }
      }
    },
  },
];

function* describeConflict(policy: Policy, target: Target, winner: Policy | undefined): Iterable<Problem> {
  if (!winner) return;
  const section = target.sectionName === undefined ? '' : ` (${target.sectionName})`;
  yield {
    object: policy.object,
    path: target.path,
    message: `${nameOf(winner.object)} targets ${nameOf(target)}${section}, too, and counts before this one`,
    related: [{ object: winner.object, path: 'spec', message: 'the one that counts' }],
  };
}
