import type { CoreV1Event, EventsV1Event, V1Lease, V1Node, V1Secret, V1ServiceAccount } from '@kubernetes/client-node';
import { getString } from '../../../apimachinery/json.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';
import { formatAge, formatSince } from './text.ts';
import { integer, makeColumns, type Printer, wide } from './types.ts';

export const namespacePrinter: Printer = {
  columns: makeColumns('Name', 'Status', 'Age'),
  printCells: (object, now) => [object.metadata.name, getString(object, 'status', 'phase'), formatAge(object, now)],
};

export const configMapPrinter: Printer = {
  columns: makeColumns('Name', 'Data', 'Age'),
  printCells: (object, now) => [
    object.metadata.name,
    countFields(object.data) + countFields(object.binaryData),
    formatAge(object, now),
  ],
};

function countFields(value: unknown): number {
  return Object.keys((value as object | undefined) ?? {}).length;
}

export const secretPrinter: Printer = {
  columns: makeColumns('Name', 'Type', 'Data', 'Age'),
  printCells(object, now) {
    const { type, data } = object as unknown as V1Secret;
    return [object.metadata.name, type ?? '', countFields(data), formatAge(object, now)];
  },
};

export const serviceAccountPrinter: Printer = {
  columns: makeColumns('Name', 'Secrets', 'Age'),
  printCells(object, now) {
    const { secrets = [] } = object as unknown as V1ServiceAccount;
    return [object.metadata.name, secrets.length, formatAge(object, now)];
  },
};

export const leasePrinter: Printer = {
  columns: makeColumns('Name', 'Holder', 'Age'),
  printCells(object, now) {
    const { spec } = object as unknown as V1Lease;
    return [object.metadata.name, spec?.holderIdentity ?? '', formatAge(object, now)];
  },
};

export const nodePrinter: Printer = {
  columns: makeColumns(
    ...['Name', 'Status', 'Roles', 'Age', 'Version'],
    ...['Internal-IP', 'External-IP', 'OS-Image', 'Kernel-Version', 'Container-Runtime'].map(wide),
  ),
  printCells(object, now) {
    const { spec, status } = object as unknown as V1Node;
    const ready = status?.conditions?.find(({ type }) => type === 'Ready');
    const state = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown';
    const findAddress = (type: string) => status?.addresses?.find((one) => one.type === type)?.address ?? '<none>';
    return [
      object.metadata.name,
      `${state}${spec?.unschedulable ? ',SchedulingDisabled' : ''}`,
      listRoles(object).join(',') || '<none>',
      formatAge(object, now),
      status?.nodeInfo?.kubeletVersion ?? '',
      findAddress('InternalIP'),
      findAddress('ExternalIP'),
      status?.nodeInfo?.osImage || '<unknown>',
      status?.nodeInfo?.kernelVersion || '<unknown>',
      status?.nodeInfo?.containerRuntimeVersion || '<unknown>',
    ];
  },
};

const ROLE = 'node-role.kubernetes.io/';

function listRoles({ metadata }: KubeObject): string[] {
  const roles = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(ROLE)) return key.slice(ROLE.length) || [];
    return key === 'kubernetes.io/role' && value !== '' ? value : [];
  });
  return [...new Set(roles)].sort();
}

/** Of both API groups: the later one names its fields otherwise. */
export const eventPrinter: Printer = {
  columns: makeColumns(
    ...['Last Seen', 'Type', 'Reason', 'Object', wide('Subobject'), wide('Source'), 'Message'],
    ...['First Seen', 'Count'].map(wide),
    { name: 'Name', format: 'name', wide: true },
  ),
  printCells(object, now) {
    const event = object as unknown as CoreV1Event & EventsV1Event;
    const about = event.involvedObject ?? event.regarding;
    const source = event.source ?? event.deprecatedSource;
    const kind = (about?.kind ?? '').toLowerCase();
    const first = formatSince(event.firstTimestamp ?? event.deprecatedFirstTimestamp ?? event.eventTime, now);
    const lastTime = event.series?.lastObservedTime ?? event.lastTimestamp ?? event.deprecatedLastTimestamp;
    const instance = source?.host || event.reportingInstance;
    const component = source?.component || event.reportingComponent || event.reportingController || '';
    return [
      lastTime ? formatSince(lastTime, now) : first,
      event.type ?? '',
      event.reason ?? '',
      about?.name ? `${kind}/${about.name}` : kind,
      about?.fieldPath ?? '',
      instance ? `${component}, ${instance}` : component,
      (event.message ?? event.note ?? '').trim(),
      first,
      event.series?.count ?? (event.count || event.deprecatedCount || 1),
      object.metadata.name,
    ];
  },
};

export const priorityClassPrinter: Printer = {
  columns: makeColumns(
    'Name',
    integer('Value'),
    { name: 'Global-Default', type: 'boolean' },
    'Age',
    'PreemptionPolicy',
  ),
  printCells: (object, now) => [
    object.metadata.name,
    object.value ?? 0,
    object.globalDefault === true,
    formatAge(object, now),
    object.preemptionPolicy ?? '',
  ],
};
