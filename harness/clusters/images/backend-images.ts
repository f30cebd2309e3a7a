import type { ClusterCapabilities } from '../providers/types.ts';
import type { MeshClient } from '../tunnels/index.ts';

/** The official echo servers open no connections for others; any other image is taken for one of the project's own. */
const OFFICIAL = /(^|\/)echo-(basic|advanced)(?=[:@]|$)/;
/** That one has a client, which can be run in its container. */
const WITH_CLIENT = /(^|\/)echo-advanced(?=[:@]|$)/;

/** The official image with the client, as the official suite's mesh tests have it. */
export const officialClientImage = 'registry.k8s.io/gateway-api/echo-advanced:v1.5.1';

export interface BackendImages {
  echoImage: string;
  /** Of the pods that requests are sent from. */
  agentImage?: string;
  /** Default: the agent where the image has it, else exec. */
  meshClient?: MeshClient;
}

/** What a cluster says of the images that backends run. */
export function toBackendImages({
  echoImage,
  agentImage,
  meshClient,
}: BackendImages): Pick<ClusterCapabilities, 'echoImage' | 'agentImage' | 'clientImage' | 'lacksAgent'> {
  const sender = agentImage ?? echoImage;
  const hasAgent = !OFFICIAL.test(sender);
  if (meshClient === 'exec' || (meshClient === undefined && !hasAgent)) {
    return { echoImage, clientImage: WITH_CLIENT.test(sender) ? sender : officialClientImage };
  }
  if (!hasAgent) return { echoImage, lacksAgent: true };
  return { echoImage, ...(agentImage === undefined ? {} : { agentImage }) };
}
