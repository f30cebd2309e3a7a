import type { AccessJudge } from '../../../apimachinery/cel/functions/authorization.ts';
import { getPath } from '../../../apimachinery/json.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';
import type { Resource } from '../resources/types.ts';
import { checkParamAccess } from './access.ts';
import { makeValues } from './activation.ts';
import { type CompiledPolicy, compilePolicy } from './compile.ts';
import { type Denial, judge } from './evaluate.ts';
import { findMatch, type Surroundings } from './match.ts';
import { ConfigurationError, collectParams, findParamKind } from './params.ts';
import { type Admission, type AdmissionRequest, isNamespace, namespaceOf, refuse } from './request.ts';
import { BINDINGS, type BindingSpec, POLICIES, type PolicySpec } from './types.ts';

interface Binding {
  name: string;
  spec: BindingSpec;
}

interface Policy {
  name: string;
  spec: PolicySpec;
  compiled: CompiledPolicy;
  bindings: readonly Binding[];
}

/** A policy's case against a request, ready to be answered. */
interface Verdict {
  message: string;
  reason: string;
}

/**
 * The cluster's ValidatingAdmissionPolicies, by which every request of a client that changes something is judged.
 * Changes of policies count from the next request on.
 * https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export class AdmissionPolicies implements Admission {
  readonly #around: Surroundings;
  readonly #access: AccessJudge;
  readonly #compiled = new WeakMap<object, CompiledPolicy>();
  #policies: readonly Policy[] | undefined = [];

  constructor(around: Surroundings, access: AccessJudge) {
    this.#around = around;
    this.#access = access;
    around.store.observe((storage) => {
      if (storage === POLICIES || storage === BINDINGS) this.#policies = undefined;
    });
  }

  admit(request: AdmissionRequest): void {
    // Nobody can lock themselves out of changing policies.
    if (request.resource.storage === POLICIES || request.resource.storage === BINDINGS) {
      checkParamAccess(request, this.#around, this.#access);
      return;
    }
    this.#policies ??= this.#read();
    if (this.#policies.length === 0) return;
    const verdicts = this.#policies.flatMap((policy) => this.#judge(policy, request));
    const [first] = verdicts;
    if (first) throw refuse(request, first.reason, first.message);
  }

  /** Those that are bound: a policy without a binding has no say. */
  #read(): Policy[] {
    const { store } = this.#around;
    const bindings = store.collection(BINDINGS).list('');
    return store
      .collection(POLICIES)
      .list('')
      .flatMap(({ object }) => {
        const { name } = object.metadata;
        const own = bindings.filter((binding) => getPath(binding.object, 'spec', 'policyName') === name);
        if (own.length === 0) return [];
        const spec = object.spec as PolicySpec;
        const compiled = this.#compiled.get(spec) ?? compilePolicy(spec);
        this.#compiled.set(spec, compiled);
        const bound = own.map(({ object: { metadata, spec: inner } }) => {
          return { name: metadata.name, spec: inner as BindingSpec };
        });
        return [{ name, spec, compiled, bindings: bound }];
      });
  }

  #judge(policy: Policy, request: AdmissionRequest): Verdict[] {
    const { name, spec } = policy;
    const resource = findMatch(spec.matchConstraints ?? {}, request, this.#around);
    if (!resource) return [];
    const deny = (subject: string, about: string, error: unknown): Verdict[] => {
      if (!(error instanceof ConfigurationError)) throw error;
      if (spec.failurePolicy === 'Ignore') return [];
      return [
        { message: `${subject} denied request: failed to configure ${about}: ${error.message}`, reason: 'Invalid' },
      ];
    };
    let paramKind: Resource | undefined;
    try {
      paramKind = findParamKind(spec, this.#around);
    } catch (error) {
      return deny(`ValidatingAdmissionPolicy '${name}'`, 'policy', error);
    }
    return policy.bindings.flatMap((binding) => {
      const subject = `ValidatingAdmissionPolicy '${name}' with binding '${binding.name}'`;
      if (binding.spec.matchResources && !findMatch(binding.spec.matchResources, request, this.#around)) return [];
      try {
        const params = collectParams(paramKind, binding.spec.paramRef, namespaceOf(request), this.#around);
        return params
          .flatMap((one) => this.#evaluate(policy, request, resource, one))
          .flatMap((denial) => act(denial, subject, name, binding, request));
      } catch (error) {
        return deny(subject, 'binding', error);
      }
    });
  }

  #evaluate(
    { compiled, spec }: Policy,
    request: AdmissionRequest,
    resource: Resource,
    params: KubeObject | undefined,
  ): Denial[] {
    const place = isNamespace(request.resource) ? '' : request.namespace;
    const namespace = place ? this.#around.store.collection('namespaces').get('', place)?.object : undefined;
    const values = makeValues({ request, resource, namespace, params, judge: this.#access });
    return judge(compiled, values, spec.failurePolicy === 'Ignore');
  }
}

/** What a binding does about a denial; auditing it needs an audit log, which there is none of. */
function act(
  { message, reason, always }: Denial,
  subject: string,
  policy: string,
  { name, spec }: Binding,
  { warnings }: AdmissionRequest,
): Verdict[] {
  const actions = spec.validationActions ?? [];
  if (!always && actions.includes('Warn')) {
    warnings.push(`Validation failed for ValidatingAdmissionPolicy '${policy}' with binding '${name}': ${message}`);
  }
  return always || actions.includes('Deny') ? [{ message: `${subject} denied request: ${message}`, reason }] : [];
}
