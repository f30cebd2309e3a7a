import { type AccessJudge, AuthorizerValue, ResourceCheck } from '../../../apimachinery/cel/functions/authorization.ts';
import { wrapDynamic } from '../../../apimachinery/cel/schema/dynamic.ts';
import { CelMap } from '../../../apimachinery/cel/values/map.ts';
import { CelError } from '../../../apimachinery/cel/values/scalars.ts';
import type { Value } from '../../../apimachinery/cel/values/value.ts';
import type { JsonObject, KubeObject } from '../../../apimachinery/types.ts';
import type { Resource } from '../resources/types.ts';
import type { Expression } from './compile.ts';
import { type AdmissionRequest, type GroupVersionKind, namespaceOf } from './request.ts';

export type Values = Readonly<Record<string, Value>>;

/** What expressions see of a request. @param resource the version that the policy is about */
export interface Seen {
  request: AdmissionRequest;
  resource: Resource;
  /** Where the request is about an object in one. */
  namespace: KubeObject | undefined;
  params: KubeObject | undefined;
  judge: AccessJudge;
}

export function makeValues({ request, resource, namespace, params, judge }: Seen): Values {
  const { user, subresource, name } = request;
  const authorizer = new AuthorizerValue(user, judge);
  const { group, plural } = request.resource;
  const checked = { group, plural, subresource, namespace: namespaceOf(request), name };
  return {
    object: wrapDynamic(showObject(request, request.object, resource)),
    oldObject: wrapDynamic(showObject(request, request.old, resource)),
    request: wrapDynamic(describeRequest(request, resource)),
    namespaceObject: wrapDynamic(namespace && showNamespace(namespace)),
    params: wrapDynamic(params),
    authorizer,
    'authorizer.requestResource': new ResourceCheck(authorizer, checked),
  };
}

function showObject(
  { resource: own, kind }: AdmissionRequest,
  object: AdmissionRequest['object'],
  resource: Resource,
): unknown {
  if (!object || kind) return object;
  // An object of the request's own version is stored in another form than it is shown.
  const shown = resource === own || own.storage === resource.storage ? resource : own;
  return { ...shown.encode(object as KubeObject), apiVersion: shown.apiVersion, kind: shown.kind };
}

function describeRequest(request: AdmissionRequest, resource: Resource): JsonObject {
  const { resource: own, subresource, kind, name, operation, user, dryRun, options } = request;
  const namespace = namespaceOf(request);
  const { username, uid, groups, extra } = user;
  return {
    uid: '',
    kind: describeKind(kind ?? resource),
    resource: describeResource(resource),
    requestKind: describeKind(kind ?? own),
    requestResource: describeResource(own),
    ...(subresource && { subResource: subresource, requestSubResource: subresource }),
    ...(name && { name }),
    ...(namespace && { namespace }),
    operation,
    userInfo: {
      ...{ username, ...(uid && { uid }), groups },
      ...(extra && Object.keys(extra).length > 0 && { extra }),
    },
    dryRun,
    options: options ?? null,
  };
}

function describeKind({ group, version, kind }: GroupVersionKind): JsonObject {
  return { group, version, kind };
}

function describeResource({ group, version, plural }: Resource): JsonObject {
  return { group, version, resource: plural };
}

/** Without the fields that expressions have no name for. */
function showNamespace({ metadata, spec, status }: KubeObject): JsonObject {
  const { managedFields: _managers, ownerReferences: _owners, ...kept } = metadata;
  return { metadata: kept, spec, status };
}

/** The variable `variables`: each is evaluated when it is first asked for. */
export class LazyVariables extends CelMap {
  readonly #expressions: ReadonlyMap<string, Expression>;
  readonly #values: Values;
  readonly #known = new Map<string, Value | CelError>();

  constructor(expressions: ReadonlyMap<string, Expression>, values: Values) {
    super();
    this.#expressions = expressions;
    this.#values = { ...values, variables: this };
  }

  override get size(): number {
    return this.#expressions.size;
  }

  override keys(): Iterable<Value> {
    return this.#expressions.keys();
  }

  override get(key: Value): Value | undefined {
    const name = String(key);
    const expression = this.#expressions.get(name);
    if (!expression) return undefined;
    const known = this.#known.get(name) ?? this.#evaluate(name, expression);
    this.#known.set(name, known);
    if (known instanceof CelError) throw known;
    return known;
  }

  #evaluate(name: string, { program, fault }: Expression): Value | CelError {
    const subject = `composited variable ${JSON.stringify(name)}`;
    if (!program) return new CelError(`${subject} fails to compile: ${fault}`);
    try {
      return program.run(this.#values);
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      return new CelError(`${subject} fails to evaluate: ${error.message}`);
    }
  }
}
