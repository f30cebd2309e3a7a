import { ensureObject, fill, isObject, listObjects } from '../../../apimachinery/json.ts';
import type { JsonObject, KubeObject } from '../../../apimachinery/types.ts';

export function setPolicyDefaults(object: KubeObject): void {
  const spec = ensureObject(object, 'spec');
  fill(spec, { failurePolicy: 'Fail' });
  setMatchDefaults(spec.matchConstraints);
}

export function setBindingDefaults(object: KubeObject): void {
  setMatchDefaults(ensureObject(object, 'spec').matchResources);
}

function setMatchDefaults(criteria: unknown): void {
  if (!isObject(criteria)) return;
  fill(criteria, { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} });
  const rules: JsonObject[] = [...listObjects(criteria.resourceRules), ...listObjects(criteria.excludeResourceRules)];
  for (const rule of rules) fill(rule, { scope: '*' });
}
