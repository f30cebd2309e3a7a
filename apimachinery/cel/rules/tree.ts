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
}

/** Undefined where neither the schema nor anything in it has rules. */
export function makeRuleTree(schema: JsonSchema, isRoot: boolean): RuleNode | undefined {
  const properties = new Map<string, RuleNode>();
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    const node = makeRuleTree(child, isResource(child));
    if (node) properties.set(name, node);
  }
  const { additionalProperties } = schema;
  const items = schema.items && makeRuleTree(schema.items, isResource(schema.items));
  const others = isObject(additionalProperties)
    ? makeRuleTree(additionalProperties, isResource(additionalProperties))
    : undefined;
  if (listRules(schema).length + properties.size === 0 && !items && !others) return undefined;
  let compiled: CompiledRule[] | undefined;
  const rules = () => {
    compiled ??= compileRules(schema, isRoot);
    return compiled;
  };
  return { schema: isRoot ? withIdentity(schema) : schema, rules, properties, others, items };
}

/** The rules of one place, without those below. */
export function compileRules(schema: JsonSchema, isRoot: boolean): CompiledRule[] {
  const own = listRules(schema);
  const type = own.length > 0 ? declareType(schema, isRoot, 'selfType') : undefined;
  const unknown = 'failed to convert to declType for CEL validation rules';
  return own.map((source) => (type ? compileRule(source, type) : { source, usesOldSelf: false, fault: unknown }));
}
