import type {
  RbacV1Subject,
  V1MutatingWebhookConfiguration,
  V1PodDisruptionBudget,
  V1RoleBinding,
  V1StorageClass,
  V1ValidatingAdmissionPolicy,
  V1ValidatingAdmissionPolicyBinding,
  V2HorizontalPodAutoscaler,
  V2MetricSpec,
} from '@kubernetes/client-node';
import { formatAge, formatSelector, joinSome } from './text.ts';
import { integer, makeColumns, type Printer, wide } from './types.ts';

export const roleBindingPrinter: Printer = {
  columns: makeColumns('Name', 'Role', 'Age', ...['Users', 'Groups', 'ServiceAccounts'].map(wide)),
  printCells(object, now) {
    const { roleRef, subjects = [] } = object as unknown as V1RoleBinding;
    const list = (kind: string) =>
      subjects
        .filter((subject) => subject.kind === kind)
        .map(nameSubject)
        .join(', ');
    return [
      object.metadata.name,
      `${roleRef?.kind ?? ''}/${roleRef?.name ?? ''}`,
      formatAge(object, now),
      ...['User', 'Group', 'ServiceAccount'].map(list),
    ];
  },
};

function nameSubject({ kind, namespace, name }: RbacV1Subject): string {
  return kind === 'ServiceAccount' ? `${namespace ?? ''}/${name}` : name;
}

export const disruptionBudgetPrinter: Printer = {
  columns: makeColumns('Name', 'Min Available', 'Max Unavailable', integer('Allowed Disruptions'), 'Age'),
  printCells(object, now) {
    const { spec, status } = object as unknown as V1PodDisruptionBudget;
    return [
      object.metadata.name,
      String(spec?.minAvailable ?? 'N/A'),
      String(spec?.maxUnavailable ?? 'N/A'),
      status?.disruptionsAllowed ?? 0,
      formatAge(object, now),
    ];
  },
};

export const autoscalerPrinter: Printer = {
  columns: makeColumns('Name', 'Reference', 'Targets', 'MinPods', 'MaxPods', 'Replicas', 'Age'),
  printCells(object, now) {
    const { spec, status } = object as unknown as V2HorizontalPodAutoscaler;
    return [
      object.metadata.name,
      `${spec?.scaleTargetRef?.kind ?? ''}/${spec?.scaleTargetRef?.name ?? ''}`,
      joinSome((spec?.metrics ?? []).map(formatMetric), 2, '<none>', ', '),
      spec?.minReplicas === undefined ? '<unset>' : String(spec.minReplicas),
      spec?.maxReplicas ?? 0,
      status?.currentReplicas ?? 0,
      formatAge(object, now),
    ];
  },
};

/** Nothing measures here, so what is now is unknown. */
function formatMetric({ type, resource, containerResource, external, object, pods }: V2MetricSpec): string {
  const named = type === 'ContainerResource' ? containerResource : type === 'Resource' ? resource : undefined;
  const target = (named ?? external ?? object ?? pods)?.target;
  if (!target) return '<unknown type>';
  const share = target.averageUtilization === undefined ? '<auto>' : `${target.averageUtilization}%`;
  if (named) return `${named.name}: <unknown>/${target.averageValue ?? share}`;
  if (!target.averageValue) return `<unknown>/${target.value ?? ''}`;
  return `<unknown>/${target.averageValue}${type === 'Pods' ? '' : ' (avg)'}`;
}

export const webhookPrinter: Printer = {
  columns: makeColumns('Name', integer('Webhooks'), 'Age'),
  printCells(object, now) {
    const { webhooks = [] } = object as unknown as V1MutatingWebhookConfiguration;
    return [object.metadata.name, webhooks.length, formatAge(object, now)];
  },
};

export const admissionPolicyPrinter: Printer = {
  columns: makeColumns('Name', integer('Validations'), 'ParamKind', 'Age'),
  printCells(object, now) {
    const { spec } = object as unknown as V1ValidatingAdmissionPolicy;
    const { apiVersion, kind } = spec?.paramKind ?? {};
    return [
      object.metadata.name,
      spec?.validations?.length ?? 0,
      kind ? `${apiVersion}/${kind}` : '<unset>',
      formatAge(object, now),
    ];
  },
};

export const admissionBindingPrinter: Printer = {
  columns: makeColumns('Name', 'PolicyName', 'ParamRef', 'Age'),
  printCells(object, now) {
    const { spec } = object as unknown as V1ValidatingAdmissionPolicyBinding;
    const { name, namespace, selector } = spec?.paramRef ?? {};
    const parameters = name ? `${namespace || '*'}/${name}` : selector ? formatSelector(selector) : '<unset>';
    return [object.metadata.name, spec?.policyName ?? '', parameters, formatAge(object, now)];
  },
};

const DEFAULT_CLASS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

export const storageClassPrinter: Printer = {
  columns: makeColumns('Name', 'Provisioner', 'ReclaimPolicy', 'VolumeBindingMode', 'AllowVolumeExpansion', 'Age'),
  printCells(object, now) {
    const { provisioner, reclaimPolicy, volumeBindingMode, allowVolumeExpansion } = object as unknown as V1StorageClass;
    const isDefault = DEFAULT_CLASS.some((key) => object.metadata.annotations?.[key] === 'true');
    return [
      `${object.metadata.name}${isDefault ? ' (default)' : ''}`,
      provisioner ?? '',
      reclaimPolicy ?? 'Delete',
      volumeBindingMode ?? 'Immediate',
      allowVolumeExpansion ?? false,
      formatAge(object, now),
    ];
  },
};
