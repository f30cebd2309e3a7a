import { forbiddenField, invalidField, unsupportedValue } from '../../../../apimachinery/errors/field.ts';
import { isObject, listObjects } from '../../../../apimachinery/json.ts';
import { type LabelSelector, matchesSelector } from '../../../../apimachinery/selectors/labelselector.ts';
import type { FieldError, JsonObject, KubeObject } from '../../../../apimachinery/types.ts';
import { validateContainers } from './container.ts';
import { checkNotNegative, readObject } from './values.ts';

const TEMPLATE = 'spec.template';

/** Deployments, ReplicaSets, StatefulSets and DaemonSets: what runs pods of a template. */
export function validateWorkload(object: KubeObject): FieldError[] {
  const spec = readObject(object, 'spec');
  const pod = readObject(readObject(spec, 'template'), 'spec');
  const { restartPolicy } = pod;
  const claims = listObjects(spec.volumeClaimTemplates).map((claim) => readObject(claim, 'metadata').name);
  const isOther = restartPolicy !== undefined && restartPolicy !== 'Always';
  return [
    ...checkSelector(spec, object.kind),
    ...validateContainers(pod, `${TEMPLATE}.spec`, claims),
    ...(isOther ? [unsupportedValue(`${TEMPLATE}.spec.restartPolicy`, restartPolicy, ['Always'])] : []),
    ...(object.kind === 'Deployment' ? checkStrategy(readObject(spec, 'strategy')) : []),
  ];
}

function checkSelector({ selector, template }: JsonObject, kind: string): FieldError[] {
  const labels = readObject(readObject(template, 'metadata'), 'labels');
  const refuse = () => {
    const shown = Object.keys(labels).length > 0 ? labels : null;
    return invalidField(`${TEMPLATE}.metadata.labels`, shown, '`selector` does not match template `labels`');
  };
  // That it is missing is told elsewhere.
  if (!isObject(selector)) return [refuse()];
  const wanted = [readObject(selector, 'matchLabels'), selector.matchExpressions ?? []];
  if (wanted.every((part) => Object.keys(Object(part)).length === 0)) {
    const name = kind === 'ReplicaSet' ? 'deployment' : kind.toLowerCase();
    return [invalidField('spec.selector', selector, `empty selector is invalid for ${name}`)];
  }
  return matchesSelector(selector as LabelSelector, labels as Record<string, string>) ? [] : [refuse()];
}

function checkStrategy({ type, rollingUpdate }: JsonObject): FieldError[] {
  if (type === 'RollingUpdate') return [];
  if (type !== 'Recreate') {
    const shown = { Type: type ?? '', RollingUpdate: rollingUpdate ?? null };
    return [unsupportedValue('spec.strategy', shown, ['Recreate', 'RollingUpdate'])];
  }
  const detail = "may not be specified when strategy `type` is 'Recreate'";
  return rollingUpdate === undefined ? [] : [forbiddenField('spec.strategy.rollingUpdate', detail)];
}

const COUNTS = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'collisionCount',
];

/** What a controller counts. */
export function validateDeploymentStatus(object: KubeObject): FieldError[] {
  const status = readObject(object, 'status');
  const count = (name: string) => Number(status[name] ?? 0);
  const parts = ['updatedReplicas', 'readyReplicas', 'availableReplicas'];
  const large = parts.filter((name) => count(name) > count('replicas'));
  const isOver = count('availableReplicas') > count('readyReplicas');
  const field = 'status.availableReplicas';
  return [
    ...COUNTS.flatMap((name) => checkNotNegative(`status.${name}`, status[name])),
    ...large.map((name) => invalidField(`status.${name}`, count(name), 'cannot be greater than status.replicas')),
    ...(isOver ? [invalidField(field, count('availableReplicas'), 'cannot be greater than readyReplicas')] : []),
  ];
}

/** @param object a Pod */
export function validatePod(object: KubeObject): FieldError[] {
  return validateContainers(readObject(object, 'spec'), 'spec');
}
