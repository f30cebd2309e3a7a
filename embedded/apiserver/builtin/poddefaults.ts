import { ensureObject, fill, isObject, listObjects } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];

/** Of `spec.template` of a workload; nothing where it has none. */
export function setTemplateDefaults(spec: JsonObject): void {
  const { template } = spec;
  if (!isObject(template)) return;
  ensureObject(template, 'metadata');
  if (isObject(template.spec)) setPodDefaults(template.spec);
}

/** Of a pod's spec. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ */
export function setPodDefaults(spec: JsonObject): void {
  fill(spec, { restartPolicy: 'Always', terminationGracePeriodSeconds: 30, dnsPolicy: 'ClusterFirst' });
  // The older name of the field; whichever is given counts for both.
  const account = spec.serviceAccountName || spec.serviceAccount;
  if (account) Object.assign(spec, { serviceAccountName: account, serviceAccount: account });
  fill(spec, { schedulerName: 'default-scheduler', securityContext: {} });
  for (const container of [...listObjects(spec.containers), ...listObjects(spec.initContainers)]) {
    setContainerDefaults(container);
  }
  for (const volume of listObjects(spec.volumes)) {
    for (const source of ['secret', 'configMap', 'projected', 'downwardAPI']) {
      if (isObject(volume[source])) fill(volume[source], { defaultMode: 0o644 });
    }
  }
}

function setContainerDefaults(container: JsonObject): void {
  const image = typeof container.image === 'string' ? container.image : '';
  const isLatest = image.endsWith(':latest') || !/[:@][^/]*$/.test(image);
  fill(container, { imagePullPolicy: isLatest ? 'Always' : 'IfNotPresent', resources: {} });
  fill(container, { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' });
  for (const port of listObjects(container.ports)) fill(port, { protocol: 'TCP' });
  for (const { valueFrom } of listObjects(container.env)) {
    if (isObject(valueFrom) && isObject(valueFrom.fieldRef)) fill(valueFrom.fieldRef, { apiVersion: 'v1' });
  }
  for (const probe of PROBES.map((name) => container[name]).filter(isObject)) {
    fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
    if (isObject(probe.httpGet)) fill(probe.httpGet, { path: '/', scheme: 'HTTP' });
  }
}
