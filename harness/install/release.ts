import type { GatewayApiVersion } from '../kube/types.ts';
import { UsageError } from '../scenario/errors.ts';
import type { ImplementationProfile, ReleaseNeed } from './types.ts';

/**
 * Throws UsageError where the cluster's CRDs are of a release or channel that the implementation does not run with: it
 * would crash, or wait for kinds that are never served.
 */
export function refuseUnfitRelease(
  { name, version, gatewayApi: need }: Pick<ImplementationProfile, 'name' | 'version' | 'gatewayApi'>,
  cluster: Pick<GatewayApiVersion, 'version' | 'channel'>,
): void {
  if (!need) return;
  const line = readLine(cluster.version);
  const isOld = need.since !== undefined && line < readLine(need.since);
  const isNew = need.until !== undefined && line > readLine(need.until);
  const isStandard = need.channel !== undefined && cluster.channel !== need.channel;
  if (!isOld && !isNew && !isStandard) return;
  throw new UsageError(
    `implementation ${name} ${version} needs ${describeNeed(need)}, and the cluster has ${cluster.version} (${cluster.channel}); take other CRDs with --crds, as ${suggest(need, cluster.version)}, or another version of it`,
  );
}

function describeNeed({ since, until, channel }: ReleaseNeed): string {
  const range =
    since && until ? ` ${since} to ${until}` : since ? ` ${since} or newer` : until ? ` up to ${until}` : '';
  return `Gateway API${range}${channel ? ` of the ${channel} channel` : ''}`;
}

function suggest({ since, until, channel }: ReleaseNeed, has: string): string {
  const fits = (since === undefined || readLine(has) >= readLine(since)) && !(until && readLine(has) > readLine(until));
  return `${fits ? has : `${until ?? since}.0`}-${channel ?? 'standard'}`;
}

/** `v1.4` and `v1.4.1` as one number that grows with the release. */
function readLine(version: string): number {
  const [, major = 0, minor = 0] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) * 1_000 + Number(minor);
}
