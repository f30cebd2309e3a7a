import { allKinds, GATEWAY_GROUP as group, kinds } from '../kinds/index.ts';
import { UsageError } from '../scenario/errors.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { compareText, keyFor } from './key.ts';
import type { GatewayApiVersion, KubeApi } from './types.ts';

// Those that every release has; a mixture of releases shows in them.
const plurals = allKinds.flatMap(({ plural }) => plural ?? []);

/**
 * Version and channel of the Gateway API that the cluster has, from the annotations of its CRDs
 * (https://gateway-api.sigs.k8s.io/concepts/versioning/). Throws UsageError where there are none, they disagree, or
 * they are of a release that cannot be tested.
 */
export async function detectGatewayApi(api: KubeApi): Promise<GatewayApiVersion> {
  const found = await Promise.all(plurals.map((plural) => readCrd(api, `${plural}.${group}`)));
  const versions = found.map((crd) => readVersion(crd));
  const [first, ...others] = versions;
  if (!first) {
    throw missing(plurals.join(', '));
  }
  if (others.some((other) => other.version !== first.version || other.channel !== first.channel)) {
    const seen = versions.map(({ version, channel }, index) => `${plurals[index]} ${version} (${channel})`);
    throw new UsageError(`The cluster's Gateway API CRDs are of different releases: ${seen.join(', ')}.`);
  }
  if (isTooOld(first.version)) {
    throw new UsageError(
      `Gateway API ${first.version} cannot be tested: it lacks the v1 of its kinds, which came with v1.0; install the CRDs of a newer release.`,
    );
  }
  return first;
}

function isTooOld(version: string): boolean {
  return /^v?0\./.test(version);
}

async function readCrd(api: KubeApi, name: string): Promise<KubeObject> {
  const crd = await api.get(keyFor(kinds.CustomResourceDefinition, name), { metadataOnly: true });
  if (!crd) {
    throw missing(name);
  }
  return crd;
}

function readVersion(crd: KubeObject): GatewayApiVersion {
  const annotations = crd.metadata.annotations ?? {};
  const version = annotations[`${group}/bundle-version`];
  const channel = annotations[`${group}/channel`];
  if (!version || !channel) {
    const wanted = [version ? '' : 'bundle-version', channel ? '' : 'channel'].filter(Boolean).sort(compareText);
    throw new UsageError(
      `The CRD ${crd.metadata.name} has no annotation ${wanted.map((name) => `${group}/${name}`).join(' and ')}, so its release is unknown; install the CRDs of a Gateway API release.`,
    );
  }
  return { version, channel, source: annotations['gwconf.dev/source'] ?? "the cluster's CRDs" };
}

function missing(what: string): UsageError {
  return new UsageError(
    `The cluster has no Gateway API: its CRD ${what} is missing; install a release with kubectl apply --server-side -f https://github.com/kubernetes-sigs/gateway-api/releases/latest/download/standard-install.yaml.`,
  );
}
