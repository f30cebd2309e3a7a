import type { JsonObject } from '../../../apimachinery/types.ts';
import { kinds } from '../../kinds/index.ts';
import { chooseKubeconfig } from '../../kube/kubeconfig.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { KindName } from '../../scenario/kubernetes.ts';
import type { OptionValues } from '../options/spec.ts';
import type { Wiring } from '../wiring.ts';

/** The rest of the world, as a cluster has it. */
export interface Around {
  objects: JsonObject[];
  /** Kinds that could not be read, so that nothing is known to be missing. */
  openKinds: Set<string>;
  /** One sentence for each of these. */
  notes: string[];
}

/** All that rules of meaning look at. */
const wanted: readonly KindName[] = [
  kinds.GatewayClass,
  kinds.Gateway,
  kinds.ListenerSet,
  kinds.HTTPRoute,
  kinds.GRPCRoute,
  kinds.TLSRoute,
  kinds.TCPRoute,
  kinds.UDPRoute,
  kinds.ReferenceGrant,
  kinds.BackendTLSPolicy,
].map(nameOf);
const core: readonly KindName[] = [kinds.Namespace, kinds.Service, kinds.Secret, kinds.ConfigMap].map(nameOf);

/** Reads the objects of the cluster that `--kubeconfig` and `--context` mean. A kind that it does not have has no objects. */
export async function readAround(flags: OptionValues, wiring: Wiring): Promise<Around> {
  const text = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined);
  const chosen = await chooseKubeconfig({ path: text('kubeconfig'), context: text('context') });
  const ending = new AbortController();
  const api = await wiring.createKubeApi(chosen.text, 'validate', ending.signal);
  const around: Around = { objects: [], openKinds: new Set(), notes: [] };
  try {
    const served = await api.listKinds();
    for (const kind of [...wanted, ...core]) {
      if (!served.some((each) => each.group === kind.group && each.kind === kind.kind)) continue;
      try {
        around.objects.push(...((await api.list(kind)) as object[] as JsonObject[]));
      } catch (error) {
        if (!(error instanceof HarnessError)) throw error;
        around.openKinds.add(kind.kind);
        around.notes.push(
          `objects of kind ${kind.kind} could not be read, so that none is known to be missing: ${error.message}`,
        );
      }
    }
    return around;
  } finally {
    api.close();
    ending.abort();
  }
}

function nameOf({ group, kind }: KindName): KindName {
  return { group, kind };
}
