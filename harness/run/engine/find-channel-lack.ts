import type { GatewayApiVersion } from '../../kube/types.ts';
import type { Need } from '../../scenario/define.ts';

/** The API server drops or refuses fields that its definitions do not have: whoever writes one needs those that have it. */
export function findChannelLack({
  gatewayApi: { version, channel },
}: {
  gatewayApi: Pick<GatewayApiVersion, 'version' | 'channel'>;
}): Partial<Record<Need, string>> {
  if (channel === 'experimental') return {};
  const crds = `--crds ${version}-experimental`;
  return {
    experimentalChannel: `needs a field of the experimental channel, and the cluster has the ${channel} one: give ${crds}`,
  };
}
