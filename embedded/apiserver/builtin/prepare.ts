import { ensureObject, fill, getPath, isObject, listObjects } from '../../../apimachinery/json.ts';
import type { JsonObject, KubeObject } from '../../../apimachinery/types.ts';
import { keepStored } from './keep.ts';

/** What a new object of a kind gets beside its defaults: a real server's strategies and admission plugins do this. */
const PREPARATIONS: Readonly<Record<string, (object: KubeObject) => void>> = {
  Namespace: (object) => {
    fill(ensureObject(object, 'spec'), { finalizers: ['kubernetes'] });
    fill(ensureObject(object, 'status'), { phase: 'Active' });
  },
  PersistentVolume: (object) => fill(ensureObject(object, 'status'), { phase: 'Pending' }),
  PersistentVolumeClaim: (object) => fill(ensureObject(object, 'status'), { phase: 'Pending' }),
  Pod: preparePod,
  Service: prepareService,
  Job: prepareJob,
  CustomResourceDefinition: (object) => {
    object.status = keepStored({ ...object, status: { acceptedNames: { kind: '', plural: '' }, conditions: null } });
  },
};

export function prepareBuiltin(object: KubeObject): void {
  PREPARATIONS[object.kind]?.(object);
}

const NODE_TROUBLES = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

function preparePod(object: KubeObject): void {
  const spec = ensureObject(object, 'spec');
  fill(spec, { serviceAccountName: 'default', priority: 0, preemptionPolicy: 'PreemptLowerPriority' });
  const tolerations = listObjects(spec.tolerations);
  const added = NODE_TROUBLES.filter((key) => !tolerations.some((one) => one.key === key || one.key === undefined)).map(
    (key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }),
  );
  if (added.length > 0) spec.tolerations = [...tolerations, ...added];
  fill(ensureObject(object, 'status'), { phase: 'Pending', qosClass: classifyService(spec) });
}

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/ */
function classifyService(spec: JsonObject): string {
  const containers = [...listObjects(spec.containers), ...listObjects(spec.initContainers)];
  const read = (container: JsonObject, kind: string) => {
    const found = getPath(container, 'resources', kind);
    return isObject(found) ? found : {};
  };
  const isBound = (container: JsonObject) => {
    const limits = read(container, 'limits');
    const requests = { ...limits, ...read(container, 'requests') };
    return ['cpu', 'memory'].every((name) => limits[name] !== undefined && limits[name] === requests[name]);
  };
  if (containers.length > 0 && containers.every(isBound)) return 'Guaranteed';
  const asks = (container: JsonObject) =>
    ['limits', 'requests'].some((kind) => ['cpu', 'memory'].some((name) => read(container, kind)[name] !== undefined));
  return containers.some(asks) ? 'Burstable' : 'BestEffort';
}

function prepareService(object: KubeObject): void {
  const spec = ensureObject(object, 'spec');
  if (spec.type === 'ExternalName') return;
  // Whoever fills a headless Service without a selector may do so with addresses of both families.
  const isFree = spec.clusterIP === 'None' && Object.keys(isObject(spec.selector) ? spec.selector : {}).length === 0;
  const both = { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' };
  fill(spec, isFree ? both : { ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
  if (typeof spec.clusterIP === 'string' && spec.clusterIP !== '') fill(spec, { clusterIPs: [spec.clusterIP] });
}

/** A Job's pods are told apart by its uid, unless it says itself how. */
function prepareJob({ metadata, spec }: KubeObject): void {
  if (!isObject(spec) || !isObject(spec.template) || spec.manualSelector === true) return;
  const uid = { 'batch.kubernetes.io/controller-uid': metadata.uid ?? '' };
  const labels = {
    ...uid,
    ...{
      'batch.kubernetes.io/job-name': metadata.name,
      'controller-uid': metadata.uid ?? '',
      'job-name': metadata.name,
    },
  };
  const template = ensureObject(spec.template, 'metadata');
  template.labels = { ...(isObject(template.labels) && template.labels), ...labels };
  if (!metadata.labels) metadata.labels = { ...(template.labels as Record<string, string>) };
  fill(spec, { selector: { matchLabels: uid } });
}
