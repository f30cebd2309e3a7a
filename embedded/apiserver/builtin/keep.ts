import { ensureObject, getPath, getString, isEqual, isObject, listObjects } from '../../../apimachinery/json.ts';
import type { JsonObject, KubeObject } from '../../../apimachinery/types.ts';
import { TEMPLATE_GENERATION } from './defaults.ts';
import { dropTypeFields } from './servicetype.ts';

/**
 * An update that does not say which address or node ports a Service has leaves them as they are.
 * https://kubernetes.io/docs/concepts/services-networking/service/#choosing-your-own-ip-address
 */
export function keepServiceAddresses(object: KubeObject, old: KubeObject): void {
  const spec = ensureObject(object, 'spec');
  const was = isObject(old.spec) ? old.spec : {};
  dropTypeFields(spec, was);
  if (hasAddress(spec) && hasAddress(was)) {
    if (!spec.clusterIP) spec.clusterIP = was.clusterIP;
    // Who changes the one field means the other, too.
    else if (spec.clusterIP !== was.clusterIP && isEqual(spec.clusterIPs, was.clusterIPs)) {
      spec.clusterIPs = [spec.clusterIP];
    }
    if (spec.clusterIP === was.clusterIP) keep(spec, was, 'clusterIPs');
    keep(spec, was, 'ipFamilies');
    keep(spec, was, 'ipFamilyPolicy');
  }
  if (!hasNodePorts(spec) || !hasNodePorts(was)) return;
  if (spec.externalTrafficPolicy === 'Local') keep(spec, was, 'healthCheckNodePort');
  const known = listObjects(was.ports);
  for (const port of listObjects(spec.ports)) {
    const same = known.find((one) => one.port === port.port && (one.protocol ?? 'TCP') === (port.protocol ?? 'TCP'));
    if (!port.nodePort && same?.nodePort) port.nodePort = same.nodePort;
  }
}

function keep(spec: JsonObject, was: JsonObject, field: string): void {
  if (!spec[field] && was[field] !== undefined) spec[field] = was[field];
}

function hasAddress(spec: JsonObject): boolean {
  return spec.type !== 'ExternalName';
}

function hasNodePorts(spec: JsonObject): boolean {
  return spec.type === 'NodePort' || spec.type === 'LoadBalancer';
}

/** Counts how often the template of a DaemonSet was changed. */
export function countTemplate({ metadata, spec }: KubeObject, old: KubeObject): void {
  const was = Number(old.metadata.annotations?.[TEMPLATE_GENERATION] ?? '1');
  const isSame = isEqual(getPath(spec, 'template'), getPath(old.spec, 'template'));
  metadata.annotations = { ...metadata.annotations, [TEMPLATE_GENERATION]: String(isSame ? was : was + 1) };
}

/** A pod that no node runs, or that is over, has nothing to end. */
export function readPodGracePeriod(pod: KubeObject): number {
  const phase = getString(pod, 'status', 'phase');
  if (getString(pod, 'spec', 'nodeName') === '' || phase === 'Succeeded' || phase === 'Failed') return 0;
  const seconds = getPath(pod, 'spec', 'terminationGracePeriodSeconds');
  return typeof seconds === 'number' ? Math.max(seconds, 1) : 30;
}

/** The versions in which a definition's objects are stored stay told of, and that of now is added. */
export function keepStored(crd: KubeObject): JsonObject {
  const status = isObject(crd.status) ? crd.status : {};
  const storage = listObjects(getPath(crd, 'spec', 'versions')).find((version) => version.storage === true);
  const known: unknown[] = Array.isArray(status.storedVersions) ? status.storedVersions : [];
  if (!storage || known.includes(storage.name)) return { ...status, storedVersions: known };
  return { ...status, storedVersions: [...known, storage.name] };
}
