import { resolveBackend } from '../backends.ts';
import type { Model } from '../model.ts';
import {
  type BackendReference,
  type BackendTlsPolicy,
  gatewayGroup,
  nameOf,
  type ParentReference,
  type Route,
  type Service,
} from '../objects.ts';
import { findAuthorityFaults, isConflicted, isImplementationSpecific, targetsOf } from '../policies/backend-tls.ts';
import { type ConditionOpinion, isAnything, isFalse, isTrue, type StatusOpinion } from './opinion.ts';
import { accepts } from './route.ts';

const encrypted: readonly string[] = ['HTTPRoute', 'GRPCRoute'];

/** What the status of a BackendTLSPolicy may say: one entry for each Gateway whose accepted routes lead to its Services. */
export function judgePolicy(model: Model, policy: BackendTlsPolicy): StatusOpinion {
  const services = targetsOf(model.world, policy).map(({ service }) => service);
  const reaching = model.parents.filter((parent) => {
    const isSure = accepts(parent) && !parent.attachments.some(({ contested }) => contested);
    return (
      isSure &&
      encrypted.includes(parent.route.kind) &&
      services.some((service) => refersTo(model, parent.route, service))
    );
  });
  const gateways = new Set(reaching.flatMap(({ gateway }) => gateway?.gateway ?? []));
  const ancestors = [...gateways].map(({ meta }) => ({
    parent: toReference(meta),
    // Through a ListenerSet, it may be that which is told of.
    optional: !reaching.some(({ gateway, set }) => gateway?.gateway.meta === meta && !set),
    conditions: judgeConditions(model, policy),
  }));
  return { kind: 'BackendTLSPolicy', name: policy.meta.name, namespace: policy.meta.namespace, ancestors };
}

function judgeConditions({ world }: Model, policy: BackendTlsPolicy): readonly ConditionOpinion[] {
  const hasSection = targetsOf(world, policy).every(
    ({ service, section }) => section === undefined || service.ports.some(({ name }) => name === section),
  );
  if (isImplementationSpecific(policy) || !hasSection) return [isAnything('Accepted', 'policy.section')];
  const faults = findAuthorityFaults(world, policy);
  const detail = faults.map((fault) => fault.detail).join('; ');
  const reasons = faults.map(({ reason }) => reason);
  const resolved =
    faults.length > 0
      ? isFalse('ResolvedRefs', 'policy.authority', reasons, detail)
      : isTrue('ResolvedRefs', 'policy.authority');
  if (isConflicted(world, policy)) {
    const refused = ['Conflicted', ...(faults.length > 0 ? ['NoValidCACertificate'] : [])];
    return [isFalse('Accepted', 'policy.conflict', refused, `an older policy is for the same target`)];
  }
  if (faults.length === 0) return [isTrue('Accepted', 'policy.conflict'), resolved];
  return [isFalse('Accepted', 'policy.authority', ['NoValidCACertificate'], detail), resolved];
}

/** What must not be referred to is not reached. */
function refersTo({ world, options }: Model, route: Route, service: Service): boolean {
  const referrer = { kind: route.kind, namespace: route.meta.namespace };
  const rules: readonly { backends: readonly BackendReference[] }[] = route.rules;
  return rules.some(({ backends }) =>
    backends.some((ref) => {
      const isThere = ref.kind === 'Service' && `${ref.namespace}/${ref.name}` === nameOf(service);
      return isThere && resolveBackend(world, referrer, ref, options).state !== 'invalid';
    }),
  );
}

function toReference({ namespace, name }: { namespace: string; name: string }): ParentReference {
  return { group: gatewayGroup, kind: 'Gateway', namespace, name };
}
