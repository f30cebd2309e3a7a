import type {
  V1MatchResources,
  V1NamedRuleWithOperations,
  V1ParamRef,
  V1ValidatingAdmissionPolicyBindingSpec,
  V1ValidatingAdmissionPolicySpec,
} from '@kubernetes/client-node';
import { nameStorage } from '../resources/custom.ts';

export type MatchResources = V1MatchResources;
export type ResourceRule = V1NamedRuleWithOperations;
export type ParamRef = V1ParamRef;
/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/validating-admission-policy-v1/ */
export type PolicySpec = V1ValidatingAdmissionPolicySpec;
/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/validating-admission-policy-binding-v1/ */
export type BindingSpec = V1ValidatingAdmissionPolicyBindingSpec;

const GROUP = 'admissionregistration.k8s.io';
export const POLICIES = nameStorage(GROUP, 'validatingadmissionpolicies');
export const BINDINGS = nameStorage(GROUP, 'validatingadmissionpolicybindings');
