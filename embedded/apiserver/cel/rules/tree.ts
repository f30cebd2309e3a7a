import { isObject } from '../../json.ts';
import type { JsonSchema } from '../../types.ts';
import { declareType, isResource, withIdentity } from '../schema/declare.ts';
import { type CompiledRule, compileRule, listRules } from './rule.ts';

/** The rules of a schema's place, and of the places below that have any. */
export interface RuleNode {
  /** Of the values there, with what every object has at a resource's root. */
  readonly schema: JsonSchema;
  /** Compiled when they are first asked for. */
  rules(): readonly CompiledRule[];
  readonly properties: ReadonlyMap<string, RuleNode>;
  readonly others: RuleNode | undefined;
  readonly items: RuleNode | undefined;
  readonly allOf: readonly RuleNode[];
}

/** Undefined where neither the schema nor anything in it has rules. */
export function makeRuleTree(schema: JsonSchema, isRoot: boolean): RuleNode | undefined {
  return makeNode(schema, schema, isRoot);
}

/** @param rules where rules are taken from: the schema itself, or a branch of its allOf */
function makeNode(rules: JsonSchema, schema: JsonSchema, isRoot: boolean): RuleNode | undefined {
  const properties = new Map<string, RuleNode>();
  for (const [name, child] of Object.entries(rules.properties ?? {})) {
    const place = schema.properties?.[name];
    const node = place && makeNode(child, place, isResource(place));
    if (node) properties.set(name, node);
  }
  const items = rules.items && schema.items && makeNode(rules.items, schema.items, isResource(schema.items));
  const others = makeOthers(rules, schema);
  const branches = Array.isArray(rules.allOf) ? (rules.allOf as JsonSchema[]) : [];
  const allOf = branches.flatMap((branch) => makeNode(branch, schema, isRoot) ?? []);
  const own = listRules(rules);
  if (own.length + properties.size + allOf.length === 0 && !items && !others) return undefined;
  let compiled: CompiledRule[] | undefined;
  const compile = () => {
    compiled ??= compileAll(rules, schema, isRoot);
    return compiled;
  };
  return { schema: isRoot ? withIdentity(schema) : schema, rules: compile, properties, others, items, allOf };
}

function makeOthers(rules: JsonSchema, schema: JsonSchema): RuleNode | undefined {
  const [from, at] = [rules.additionalProperties, schema.additionalProperties];
  return isObject(from) && isObject(at) ? makeNode(from, at, isResource(at)) : undefined;
}

/** The rules of one place, without those below. */
export function compileAll(rules: JsonSchema, schema: JsonSchema, isRoot: boolean): CompiledRule[] {
  const own = listRules(rules);
  const type = own.length > 0 ? declareType(schema, isRoot, 'selfType') : undefined;
  const unknown = 'failed to convert to declType for CEL validation rules';
  return own.map((source) => (type ? compileRule(source, type) : { source, usesOldSelf: false, fault: unknown }));
}
