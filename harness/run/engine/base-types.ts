import type { Serving } from '../../scenario/backends.ts';
import type { GatewayHandle, SharedGateway } from '../../scenario/env.ts';
import type { ObjectKey } from '../../scenario/kubernetes.ts';

/** One echo workload that scenarios share. */
export interface Slot {
  pods: ReadonlySet<string>;
  addresses: readonly string[];
}

/** A shared Gateway once it serves. */
export interface ServedGateway {
  address: string;
  since: Date;
}

/** A shared Gateway that was made. */
export interface SharedGatewayState {
  key: ObjectKey;
  /** Rejects with a HarnessError that tells what the Gateway lacks when its time is over. */
  served: Promise<ServedGateway>;
}

/** Pods that scenarios share. */
export interface PodPool {
  namespace: string;
  /** Each rejects with a HarnessError that tells which pod is not ready when its time is over. */
  slots: readonly Promise<Slot>[];
}

/** What all scenarios of a run share; its pods are those of the scenarios that are not of the mesh. */
export interface Base extends PodPool {
  /** The cluster gives each namespace users of its own, and refuses pods that ask for another. */
  assignsUsers: boolean;
  /** Pods that are members of the mesh under test; without any where no scenario needs them. */
  mesh: PodPool;
  /** All that a scenario might name, also those that no scenario uses. */
  handles: Readonly<Record<SharedGateway, GatewayHandle>>;
  /** Those that were made, since a scenario of the run uses them. */
  gateways: ReadonlyMap<SharedGateway, SharedGatewayState>;
}

/** What the scenarios of a run need. */
export interface BaseNeeds {
  gateways: ReadonlySet<SharedGateway>;
  /** What each echo workload must serve. */
  slots: readonly ReadonlySet<Serving>[];
  /** The same for those that are members of the mesh. */
  meshSlots: readonly ReadonlySet<Serving>[];
}
