import type { ClusterCapabilities } from '../providers/types.ts';

/** The official echo servers open no connections for others; any other image is taken for one of the project's own. */
const OFFICIAL = /(^|\/)echo-(basic|advanced)(?=[:@]|$)/;

/** What a cluster says of the images that backends run. */
export function toBackendImages(
  echoImage: string,
  agentImage?: string,
): Pick<ClusterCapabilities, 'echoImage' | 'agentImage' | 'lacksAgent'> {
  if (OFFICIAL.test(agentImage ?? echoImage)) return { echoImage, lacksAgent: true };
  return { echoImage, ...(agentImage === undefined ? {} : { agentImage }) };
}
