import type { BackendTlsBehaviour } from '../behaviour/backend-tls.ts';
import type { ServicePort } from '../model/core.ts';
import { keyOf, namespaceOf, type StoredObject } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import type { BackendTlsPolicy } from '../model/policy.ts';
import type { BackendTls } from '../model/served.ts';
import { type CaVerdict, resolveCaCertificates } from './ca.ts';

/** What is thought of a BackendTLSPolicy, whoever uses it. */
export interface EvaluatedPolicy {
  policy: BackendTlsPolicy;
  /** Keys of the Services that it targets. */
  services: readonly string[];
  accepted: { ok: boolean; reason: string; message: string };
  resolvedRefs: { ok: boolean; reason: string; message: string };
  /** Undefined where connections cannot be made by it. */
  tls?: BackendTls;
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#backendtlspolicyspec */
function evaluatePolicies(model: Model, behaviour: BackendTlsBehaviour): readonly EvaluatedPolicy[] {
  const ordered = [...model.policies.values()].sort(behaviour.order);
  const taken = new Set<string>();
  return ordered.map((policy) => {
    const targets = targetsOf(policy);
    const isConflicted = targets.length > 0 && targets.every((target) => taken.has(target));
    for (const target of targets) taken.add(target);
    return evaluatePolicy(model, policy, isConflicted, behaviour);
  });
}

const evaluated = new WeakMap<Model, { behaviour: BackendTlsBehaviour; policies: readonly EvaluatedPolicy[] }>();

/** The policies of a model; every backendRef asks, so they are evaluated once. */
export function policiesOf(model: Model, behaviour: BackendTlsBehaviour): readonly EvaluatedPolicy[] {
  const known = evaluated.get(model);
  if (known?.behaviour === behaviour) return known.policies;
  const policies = evaluatePolicies(model, behaviour);
  evaluated.set(model, { behaviour, policies });
  return policies;
}

/** The policy for a port of a Service: one that names the port before one for the whole Service. */
export function findPolicy(
  policies: readonly EvaluatedPolicy[],
  service: StoredObject,
  port: ServicePort,
  behaviour: BackendTlsBehaviour,
): EvaluatedPolicy | undefined {
  const key = keyOf(service);
  const targeting = policies.filter(
    ({ services, accepted }) => services.includes(key) && accepted.reason !== 'Conflicted',
  );
  const bySection = (section: string | undefined) =>
    targeting.find(({ policy }) =>
      policy.spec.targetRefs.some((ref) => ref.name === service.metadata.name && ref.sectionName === section),
    );
  return behaviour.prefer(port.name ? bySection(port.name) : undefined, bySection(undefined));
}

function targetsOf(policy: BackendTlsPolicy): readonly string[] {
  return policy.spec.targetRefs
    .filter(({ group, kind }) => group === '' && kind === 'Service')
    .map(({ name, sectionName }) => `${namespaceOf(policy)}/${name} ${sectionName ?? ''}`);
}

function evaluatePolicy(
  model: Model,
  policy: BackendTlsPolicy,
  isConflicted: boolean,
  behaviour: BackendTlsBehaviour,
): EvaluatedPolicy {
  const { validation } = policy.spec;
  const wellKnown = validation.wellKnownCACertificates;
  const ca = resolveCaCertificates(model, validation.caCertificateRefs ?? [], namespaceOf(policy));
  const base = {
    policy,
    services: targetsOf(policy).map((target) => target.slice(0, target.indexOf(' '))),
    resolvedRefs: judgeRefs(ca),
  };
  const refuse = (reason: string, message: string) => ({ ...base, accepted: { ok: false, reason, message } });
  if (isConflicted) return refuse('Conflicted', 'An older policy targets the same');
  if (wellKnown && !behaviour.knowsAuthorities(wellKnown)) {
    return refuse('Invalid', `wellKnownCACertificates may be System, not ${wellKnown}`);
  }
  if (!wellKnown && ca.certificates.length === 0) {
    return refuse('NoValidCACertificate', ca.problems[0]?.message ?? 'No authority is named');
  }
  const tls: BackendTls = {
    policy: keyOf(policy),
    hostname: validation.hostname,
    authorities: wellKnown ? 'system' : ca.certificates,
    subjectAltNames: validation.subjectAltNames ?? [],
  };
  return { ...base, accepted: { ok: true, reason: 'Accepted', message: 'Policy is accepted' }, tls };
}

function judgeRefs({ problems: [problem] }: CaVerdict): EvaluatedPolicy['resolvedRefs'] {
  if (!problem) return { ok: true, reason: 'ResolvedRefs', message: 'All references are resolved' };
  const reason = problem.kind === 'unknownKind' ? 'InvalidKind' : 'InvalidCACertificateRef';
  return { ok: false, reason, message: problem.message };
}
