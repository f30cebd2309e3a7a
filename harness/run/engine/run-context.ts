import type { TrafficClient } from '../../protocols/client.ts';
import type { RunListener } from '../../result/listener.ts';
import type { BackendTls, Certificate } from '../../scenario/env.ts';
import type { Gate } from '../../wait/gate.ts';
import type { TimePolicies } from '../../wait/types.ts';
import type { Authority } from '../certificates/index.ts';
import type { LoadMonitor } from '../monitor/index.ts';
import type { Names } from '../names/index.ts';
import type { Base } from './base-types.ts';
import type { GatewayBook } from './gateway-book.ts';
import type { Rechecks } from './rechecks.ts';
import type { RunInput } from './types.ts';

/** What everything in one run shares. */
export interface RunContext {
  input: RunInput;
  hub: Required<RunListener>;
  names: Names;
  /** Stretched by `load`. */
  policies: TimePolicies;
  load: Pick<LoadMonitor, 'slowness' | 'isCrowded'>;
  client: TrafficClient;
  /** Rows that have held, of all scenarios. */
  rechecks: Rechecks;
  /** Objects that are made at the same time, over all scenarios. */
  writes: Gate;
  /** Namespaces that were there when the run began, or that it made; undefined where they cannot be listed. */
  namespaces: Set<string> | undefined;
  authority: Authority;
  backendTls: BackendTls;
  /** The certificate of all backends that serve over TLS, made once. */
  issueForBackends(): Promise<Certificate>;
  controllerName: string;
}

/** The same once scenarios can begin. */
export interface ReadyRun extends RunContext {
  base: Base;
  gateways: GatewayBook;
  grep?: RegExp;
}
