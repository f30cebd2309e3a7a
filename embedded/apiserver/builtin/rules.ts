import { checkLabel } from '../../../apimachinery/schema/names.ts';
import type { FieldRule } from './checks.ts';

function checkLabelName(value: unknown): string | undefined {
  return checkLabel(String(value));
}

function containerRules(path: string): FieldRule[] {
  return [
    { path: `${path}[].name`, required: true, check: checkLabelName },
    { path: `${path}[].image`, required: true },
    { path: `${path}[].env[].name`, required: true },
    { path: `${path}[].volumeMounts[].name`, required: true },
    { path: `${path}[].volumeMounts[].mountPath`, required: true },
    { path: `${path}[].imagePullPolicy`, values: ['Always', 'IfNotPresent', 'Never'] },
  ];
}

function podRules(spec: string): FieldRule[] {
  return [
    { path: `${spec}.containers`, required: true },
    ...containerRules(`${spec}.containers`),
    ...containerRules(`${spec}.initContainers`),
    { path: `${spec}.restartPolicy`, values: ['Always', 'OnFailure', 'Never'] },
    { path: `${spec}.volumes[].name`, required: true },
  ];
}

function workloadRules(): FieldRule[] {
  return [
    { path: 'spec', required: true },
    {
      path: 'spec.replicas',
      check: (value) => (Number(value) < 0 ? 'must be greater than or equal to 0' : undefined),
    },
    { path: 'spec.selector', required: true, immutable: true },
    { path: 'spec.template', required: true },
    { path: 'spec.template.spec', required: true },
    ...podRules('spec.template.spec'),
  ];
}

/** The basic validations of built-in kinds: what a client most often gets wrong, not everything. */
export const BUILTIN_RULES: Readonly<Record<string, readonly FieldRule[]>> = {
  Pod: [{ path: 'spec', required: true }, ...podRules('spec')],
  Deployment: workloadRules(),
  ReplicaSet: workloadRules(),
  DaemonSet: workloadRules(),
  StatefulSet: workloadRules(),
  CronJob: [{ path: 'spec.schedule', required: true }, ...podRules('spec.jobTemplate.spec.template.spec')],
  Job: [{ path: 'spec.template', required: true }, ...podRules('spec.template.spec')],
  Secret: [{ path: 'type', immutable: true }],
  ClusterTrustBundle: [{ path: 'spec', required: true }],
  EndpointSlice: [{ path: 'addressType', required: true, values: ['FQDN', 'IPv4', 'IPv6'], immutable: true }],
};
