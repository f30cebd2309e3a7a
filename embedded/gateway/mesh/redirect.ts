import type { Redirect } from '../../network/types.ts';
import type { Behaviour } from '../behaviour/types.ts';
import type { MeshFrontend, ServedPort } from '../model/served.ts';
import type { MeshState } from './state.ts';

/** Leads connections of the members' pods to what the data plane serves for the Service that they are opened to. */
export function createRedirect(
  { frontends, members }: Pick<MeshState, 'frontends' | 'members'>,
  { mesh }: Behaviour,
  placeOf: (frontend: MeshFrontend, port: ServedPort) => { address: string; port: number } | undefined,
): Redirect {
  const scopes = new Map<string, Map<string, { frontend: MeshFrontend; served: ServedPort }>>();
  for (const frontend of frontends) {
    const scope = scopes.get(frontend.scope ?? '') ?? new Map();
    scopes.set(frontend.scope ?? '', scope);
    for (const served of frontend.ports) {
      for (const place of listPlaces(frontend, served, mesh.routesPods)) scope.set(place, { frontend, served });
    }
  }
  return (from, address, port) => {
    if (!members.has(from.namespace)) return undefined;
    const place = `${address} ${port}`;
    const chosen = mesh.choose(scopes.get(from.namespace)?.get(place), scopes.get('')?.get(place));
    return chosen && placeOf(chosen.frontend, chosen.served);
  };
}

function listPlaces({ address, endpoints }: MeshFrontend, { port }: ServedPort, routesPods: boolean): string[] {
  const pods = endpoints.filter(({ servicePort }) => servicePort === port);
  return [`${address} ${port}`, ...(routesPods ? pods.map((pod) => `${pod.address} ${pod.port}`) : [])];
}
