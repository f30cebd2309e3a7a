import type { PodTemplate } from '../../kube/objects.ts';
import type { ControllerRevision, StatefulSet } from '../../kube/sets.ts';
import { REVISION_LABEL, templateOf } from '../revisions.ts';

/** `web-2` */
export function namePod({ metadata }: StatefulSet, number: number): string {
  return `${metadata.name}-${number}`;
}

/** The template for the pod of one number: with its name, and the names of its volumes' claims. */
export function numberTemplate(set: StatefulSet, number: number, revision: ControllerRevision): PodTemplate {
  const { metadata, spec } = templateOf(revision);
  const name = namePod(set, number);
  const labels = {
    ...metadata?.labels,
    [REVISION_LABEL]: revision.metadata.name,
    'apps.kubernetes.io/pod-index': String(number),
    'statefulset.kubernetes.io/pod-name': name,
  };
  const claims = (set.spec.volumeClaimTemplates ?? []).map((claim) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: `${claim.metadata.name}-${name}` },
  }));
  const claimed = new Set(claims.map((claim) => claim.name));
  const volumes = [...(spec.volumes ?? []).filter((volume) => !claimed.has(volume.name)), ...claims];
  const { serviceName } = set.spec;
  const identity = { hostname: name, ...(serviceName && { subdomain: serviceName }) };
  return {
    metadata: { ...metadata, labels },
    spec: { ...spec, ...identity, ...(volumes.length > 0 && { volumes }) },
  };
}
