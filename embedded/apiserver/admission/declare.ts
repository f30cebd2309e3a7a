import { AUTHORIZER_TYPE, RESOURCE_CHECK_TYPE } from '../../../apimachinery/cel/functions/authorization.ts';
import {
  BOOL,
  type CelType,
  DYN,
  INT,
  listOf,
  mapOf,
  parseType,
  STRING,
  TIMESTAMP,
} from '../../../apimachinery/cel/types/type.ts';

function object(name: string, fields: Readonly<Record<string, CelType>>): CelType {
  return { kind: 'object', name: `kubernetes.${name}`, fields: new Map(Object.entries(fields)) };
}

const TEXTS = listOf(STRING);
const TEXT_MAP = mapOf(STRING, STRING);

const KIND = object('GroupVersionKind', { group: STRING, version: STRING, kind: STRING });
const RESOURCE = object('GroupVersionResource', { group: STRING, version: STRING, resource: STRING });
const USER = object('UserInfo', { username: STRING, uid: STRING, groups: TEXTS, extra: mapOf(STRING, TEXTS) });

/** https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-expression */
const REQUEST = object('AdmissionRequest', {
  ...{ kind: KIND, resource: RESOURCE, subResource: STRING },
  ...{ requestKind: KIND, requestResource: RESOURCE, requestSubResource: STRING },
  ...{ name: STRING, namespace: STRING, operation: STRING, userInfo: USER, dryRun: BOOL, options: DYN },
});

const CONDITION = object('NamespaceCondition', {
  ...{ status: STRING, type: STRING, lastTransitionTime: TIMESTAMP, message: STRING, reason: STRING },
});

const NAMESPACE = object('Namespace', {
  metadata: object('NamespaceMetadata', {
    ...{ name: STRING, generateName: STRING, namespace: STRING, labels: TEXT_MAP, annotations: TEXT_MAP, UID: STRING },
    ...{ creationTimestamp: TIMESTAMP, deletionTimestamp: TIMESTAMP, deletionGracePeriodSeconds: INT },
    ...{ generation: INT, resourceVersion: STRING, finalizers: TEXTS },
  }),
  spec: object('NamespaceSpec', { finalizers: TEXTS }),
  status: object('NamespaceStatus', { conditions: listOf(CONDITION), phase: STRING }),
});

/** What the expressions of a policy know of the objects that it is about. */
export interface Declarations {
  /** Of `object` and `oldObject`; anything unless told. */
  object?: CelType;
  /** Missing where the policy takes no parameters. */
  params?: CelType;
  /** False for messages, which may not ask what the user may do. */
  authorizer?: boolean;
  /** False where nothing is evaluated. */
  requestResource?: boolean;
  /** Undefined where an expression may name none. */
  variables?: ReadonlyMap<string, CelType>;
}

/** The variables of an expression, by name. */
export function declareVariables(declarations: Declarations): Record<string, CelType> {
  const { object: type = DYN, params, authorizer = true, requestResource = true, variables } = declarations;
  return {
    ...{ object: type, oldObject: type, namespaceObject: NAMESPACE, request: REQUEST },
    ...(params && { params }),
    ...(authorizer && { authorizer: parseType(AUTHORIZER_TYPE) }),
    ...(authorizer && requestResource && { 'authorizer.requestResource': parseType(RESOURCE_CHECK_TYPE) }),
    ...(variables && { variables: { kind: 'object', name: 'kubernetes.variables', fields: variables } }),
  };
}
