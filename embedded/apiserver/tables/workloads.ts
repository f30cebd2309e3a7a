import type {
  V1Container,
  V1ControllerRevision,
  V1DaemonSet,
  V1Deployment,
  V1Job,
  V1ReplicaSet,
  V1ReplicationController,
  V1Scale,
  V1StatefulSet,
} from '@kubernetes/client-node';
import { formatAge, formatDuration, formatLabels, formatSelector } from './text.ts';
import { integer, makeColumns, type Printer, wide } from './types.ts';

const TEMPLATE = [wide('Containers'), wide('Images')];
export const TEMPLATE_AND_SELECTOR = [...TEMPLATE, wide('Selector')];

/** Names and images of a template's containers. */
export function printTemplate(
  template: { spec?: { containers?: readonly V1Container[] } } | undefined,
): [string, string] {
  const containers = template?.spec?.containers ?? [];
  return [containers.map(({ name }) => name).join(','), containers.map(({ image }) => image ?? '').join(',')];
}

export const deploymentPrinter: Printer = {
  columns: makeColumns('Name', 'Ready', 'Up-to-date', 'Available', 'Age', ...TEMPLATE_AND_SELECTOR),
  printCells(object, now) {
    const { spec, status } = object as unknown as V1Deployment;
    return [
      object.metadata.name,
      `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
      status?.updatedReplicas ?? 0,
      status?.availableReplicas ?? 0,
      formatAge(object, now),
      ...printTemplate(spec?.template),
      formatSelector(spec?.selector),
    ];
  },
};

/** Of kinds that keep a number of pods, which write their selectors differently. */
function makeReplicasPrinter<Kind extends V1ReplicaSet | V1ReplicationController>(
  printSelector: (spec: Kind['spec']) => string,
): Printer {
  return {
    columns: makeColumns('Name', ...['Desired', 'Current', 'Ready'].map(integer), 'Age', ...TEMPLATE_AND_SELECTOR),
    printCells(object, now) {
      const { spec, status } = object as unknown as Kind;
      return [
        object.metadata.name,
        spec?.replicas ?? 0,
        status?.replicas ?? 0,
        status?.readyReplicas ?? 0,
        formatAge(object, now),
        ...printTemplate(spec?.template),
        printSelector(spec),
      ];
    },
  };
}

export const replicaSetPrinter = makeReplicasPrinter<V1ReplicaSet>((spec) => formatSelector(spec?.selector));

export const controllerPrinter = makeReplicasPrinter<V1ReplicationController>((spec) => formatLabels(spec?.selector));

export const daemonSetPrinter: Printer = {
  columns: makeColumns(
    ...['Name', ...['Desired', 'Current', 'Ready', 'Up-to-date', 'Available'].map(integer)],
    ...['Node Selector', 'Age', ...TEMPLATE_AND_SELECTOR],
  ),
  printCells(object, now) {
    const { spec, status } = object as unknown as V1DaemonSet;
    return [
      object.metadata.name,
      status?.desiredNumberScheduled ?? 0,
      status?.currentNumberScheduled ?? 0,
      status?.numberReady ?? 0,
      status?.updatedNumberScheduled ?? 0,
      status?.numberAvailable ?? 0,
      formatLabels(spec?.template?.spec?.nodeSelector),
      formatAge(object, now),
      ...printTemplate(spec?.template),
      formatSelector(spec?.selector),
    ];
  },
};

export const statefulSetPrinter: Printer = {
  columns: makeColumns('Name', 'Ready', 'Age', ...TEMPLATE),
  printCells(object, now) {
    const { spec, status } = object as unknown as V1StatefulSet;
    const ready = `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`;
    return [object.metadata.name, ready, formatAge(object, now), ...printTemplate(spec?.template)];
  },
};

export const revisionPrinter: Printer = {
  columns: makeColumns('Name', 'Controller', integer('Revision'), 'Age'),
  printCells(object, now) {
    const { metadata, revision } = object as unknown as V1ControllerRevision;
    const owner = metadata?.ownerReferences?.find(({ controller }) => controller === true);
    const [group = ''] = owner?.apiVersion.includes('/') ? owner.apiVersion.split('/') : [];
    const controller = owner && `${owner.kind.toLowerCase()}${group && `.${group}`}/${owner.name}`;
    return [object.metadata.name, controller ?? '<none>', revision, formatAge(object, now)];
  },
};

export const scalePrinter: Printer = {
  columns: makeColumns('Name', integer('Desired'), integer('Available'), 'Age'),
  printCells(object, now) {
    const { spec, status } = object as unknown as V1Scale;
    return [object.metadata.name, spec?.replicas ?? 0, status?.replicas ?? 0, formatAge(object, now)];
  },
};

export const jobPrinter: Printer = {
  columns: makeColumns('Name', 'Status', 'Completions', 'Duration', 'Age', ...TEMPLATE_AND_SELECTOR),
  printCells(object, now) {
    const job = object as unknown as V1Job;
    return [
      object.metadata.name,
      chooseJobStatus(job),
      formatCompletions(job),
      formatJobDuration(job, now),
      formatAge(object, now),
      ...printTemplate(job.spec?.template),
      formatSelector(job.spec?.selector),
    ];
  },
};

function formatCompletions({ spec, status }: V1Job): string {
  const done = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${done}/${spec.completions}`;
  const parallel = spec?.parallelism ?? 0;
  return parallel > 1 ? `${done}/1 of ${parallel}` : `${done}/1`;
}

function formatJobDuration({ status }: V1Job, now: Date): string {
  if (!status?.startTime) return '';
  const end = status.completionTime ? Date.parse(String(status.completionTime)) : now.getTime();
  return formatDuration((end - Date.parse(String(status.startTime))) / 1000);
}

/** Conditions that tell a Job's state, those that end it before its deletion and the others after. */
const ENDS = ['Complete', 'Failed'];
const STATES = ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'];

function chooseJobStatus({ metadata, status }: V1Job): string {
  const holds = (type: string) => status?.conditions?.some((one) => one.type === type && one.status === 'True');
  const ended = ENDS.find(holds);
  if (ended) return ended;
  return metadata?.deletionTimestamp ? 'Terminating' : (STATES.find(holds) ?? 'Running');
}
