import { declareType } from '../../../apimachinery/cel/schema/declare.ts';
import { type CelType, DYN } from '../../../apimachinery/cel/types/type.ts';
import type { Registry } from '../resources/registry.ts';
import type { Resource } from '../resources/types.ts';
import { compileOne, VariableCompiler } from './compile.ts';
import type { Declarations } from './declare.ts';
import type { PolicySpec, ResourceRule } from './types.ts';

/** What a policy's status tells of an expression that does not fit the kinds that the policy is about. */
export interface ExpressionWarning {
  /** `spec.validations[0].expression` */
  fieldRef: string;
  warning: string;
}

/** Kinds of one rule that are looked at. */
const MOST_KINDS = 10;

/**
 * Checks the expressions of a policy against the schemas of the kinds that its rules name; rules with stars name none.
 * https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#type-checking
 */
export function checkTypes(spec: PolicySpec, registry: Registry): ExpressionWarning[] {
  const kinds = listKinds(spec.matchConstraints?.resourceRules ?? [], registry);
  const { apiVersion = '', kind = '' } = spec.paramKind ?? {};
  const paramKind = spec.paramKind && registry.findKind(apiVersion, kind);
  const params = paramKind && declareResource(paramKind);
  const check = (source: string | undefined, fieldRef: string): ExpressionWarning[] => {
    if (!source) return [];
    const found = kinds.flatMap((resource) => checkOne(source, resource, params, spec) ?? []);
    return found.length > 0 ? [{ fieldRef, warning: found.join('\n') }] : [];
  };
  return (spec.validations ?? []).flatMap(({ expression, messageExpression }, index) => [
    ...check(expression, `spec.validations[${index}].expression`),
    ...check(messageExpression, `spec.validations[${index}].messageExpression`),
  ]);
}

function listKinds(rules: readonly ResourceRule[], registry: Registry): Resource[] {
  const found = new Set<Resource>();
  for (const { apiGroups = [], apiVersions = [], resources = [] } of rules) {
    if ([...apiGroups, ...apiVersions].some((name) => name.includes('*'))) continue;
    const plurals = resources.filter((name) => !/[*/]/.test(name)).sort();
    const kinds = [...apiGroups]
      .sort()
      .flatMap((group) =>
        [...apiVersions]
          .sort()
          .flatMap((version) => plurals.flatMap((plural) => registry.find(group, version, plural) ?? [])),
      );
    for (const kind of kinds.slice(0, MOST_KINDS)) found.add(kind);
    if (kinds.length >= MOST_KINDS) break;
  }
  const keyOf = ({ group, version, kind }: Resource) => `${group}\n${version}\n${kind}`;
  return [...found].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function declareResource({ rules, kind }: Resource): CelType {
  return declareType(rules.schema, false, kind) ?? DYN;
}

/** A sentence with the kind for which the expression does not fit. */
function checkOne(
  source: string,
  resource: Resource,
  params: CelType | undefined,
  { variables }: PolicySpec,
): string | undefined {
  const object = declareResource(resource);
  const declarations: Declarations = { object, requestResource: false, ...(params && { params }) };
  const compiler = new VariableCompiler(declarations);
  for (const { name, expression } of variables ?? []) compiler.add(name, expression);
  const { fault, isInternal } = compileOne(source, { ...declarations, variables: compiler.types });
  // Only types are checked here, not whether the expression can run.
  if (fault === undefined || isInternal) return undefined;
  const { group, version, kind } = resource;
  return `${group}/${version}, Kind=${kind}: ${fault.replace(/^compilation failed: /, '')}\n`;
}
