import type { FieldError, KubeObject, ValidationContext } from '../../../apimachinery/types.ts';
import { validatePolicyBinding } from '../admission/validate/binding.ts';
import { validatePolicy, validatePolicyStatus } from '../admission/validate/policy.ts';
import { validateBinding, validateRole } from '../auth/rbac/validate.ts';
import { checkRules } from './checks.ts';
import { warnOfFormats } from './definitions/formats.ts';
import { validateDefinition } from './definitions/validate.ts';
import { BUILTIN_RULES } from './rules.ts';
import { listUndone } from './undone.ts';
import { validateConfigMap, validateSecret } from './validation/data.ts';
import { validateEndpointSlice, validateEndpoints } from './validation/endpoints.ts';
import { validateEvent, validateLease, validateNamespaceStatus } from './validation/others.ts';
import { validateService, validateServiceStatus } from './validation/service.ts';
import { validateTrustBundle } from './validation/trust-bundle.ts';
import { validateDeploymentStatus, validatePod, validateWorkload } from './validation/workload.ts';

type Validator = (object: KubeObject, old: KubeObject | undefined, context: ValidationContext) => FieldError[];

const VALIDATORS: Readonly<Record<string, Validator>> = {
  Service: validateService,
  Pod: validatePod,
  Deployment: validateWorkload,
  ReplicaSet: validateWorkload,
  DaemonSet: validateWorkload,
  StatefulSet: validateWorkload,
  Secret: validateSecret,
  ConfigMap: validateConfigMap,
  ClusterTrustBundle: validateTrustBundle,
  Endpoints: validateEndpoints,
  EndpointSlice: validateEndpointSlice,
  Event: (object, old) => (old ? [] : validateEvent(object)),
  Lease: validateLease,
  Role: validateRole,
  ClusterRole: validateRole,
  RoleBinding: validateBinding,
  ClusterRoleBinding: validateBinding,
  CustomResourceDefinition: (object, old, { warnings }) => {
    const errors = validateDefinition(object, old);
    if (errors.length === 0) warnings.push(...warnOfFormats(object, old));
    return errors;
  },
  ValidatingAdmissionPolicy: validatePolicy,
  ValidatingAdmissionPolicyBinding: validatePolicyBinding,
};

const STATUS_VALIDATORS: Readonly<Record<string, Validator>> = {
  CustomResourceDefinition: validateDefinition,
  ValidatingAdmissionPolicy: validatePolicyStatus,
  Service: validateServiceStatus,
  Deployment: validateDeploymentStatus,
  Namespace: validateNamespaceStatus,
};

/** All that is wrong with an object of a built-in kind; of one whose status alone is written, with that. */
export function validateBuiltin(
  object: KubeObject,
  old: KubeObject | undefined,
  context: ValidationContext,
): FieldError[] {
  if (context.subresource === 'status') return STATUS_VALIDATORS[object.kind]?.(object, old, context) ?? [];
  const broken = checkRules(object, old, BUILTIN_RULES[object.kind] ?? []);
  const errors = [...broken, ...(VALIDATORS[object.kind]?.(object, old, context) ?? [])];
  // Traffic is no matter of an API server: that a NetworkPolicy keeps none is told by the Event alone.
  if (errors.length === 0 && object.kind !== 'NetworkPolicy') context.warnings.push(...listUndone(object, old));
  return errors;
}
