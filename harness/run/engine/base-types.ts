import type { GatewayHandle } from '../../scenario/env.ts';
import type { ObjectKey } from '../../scenario/kubernetes.ts';

/** One echo workload that scenarios share. */
export interface Slot {
  pods: ReadonlySet<string>;
  addresses: readonly string[];
}

/** The shared Gateway once it serves. */
export interface ServedGateway {
  address: string;
  since: Date;
}

/** What all scenarios of a run share. */
export interface Base {
  /** Where the pods and the shared Gateway are. */
  namespace: string;
  gateway: GatewayHandle;
  gatewayKey: ObjectKey;
  /** Rejects with a HarnessError that tells what the shared Gateway lacks when its time is over. */
  served: Promise<ServedGateway>;
  /** Each rejects with a HarnessError that tells which pod is not ready when its time is over. */
  slots: readonly Promise<Slot>[];
}
