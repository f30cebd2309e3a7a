import type { Dial } from '../traffic/types.ts';
import { probeTcp, type Reached } from './probe.ts';

/** How traffic gets to the cluster: straight to its addresses, or through the API server. */
export type ReachMode = 'auto' | 'direct' | 'port-forward';

export interface ReachOptions {
  mode: ReachMode;
  /** Used where an address cannot be reached; begun when first needed. */
  forward(): Promise<{ dial: Dial }>;
  probe?: (host: string, port: number, timeoutMs: number) => Promise<Reached>;
  /** Told once, when traffic goes through the API server. */
  onForward(reason: string): void;
}

const probeMs = 3_000;

/**
 * A dial for clusters whose network may not be this machine's. With `auto` each address is tried when it is first
 * dialled; one that cannot be reached is led through the API server from then on. Until that is known it is dialled as
 * it is, which costs a try.
 */
export async function createReach({ mode, forward, probe = probeTcp, onForward }: ReachOptions): Promise<Dial> {
  if (mode === 'direct') return (host, port) => ({ host, port });
  if (mode === 'port-forward') {
    onForward('--reach port-forward');
    return (await forward()).dial;
  }
  let forwarding: { dial: Dial } | undefined;
  const tried = new Map<string, 'direct' | 'unreachable'>();
  const check = async (host: string, port: number): Promise<void> => {
    if ((await probe(host, port, probeMs)) !== 'unreachable') return;
    if (!forwarding) onForward(`${host} cannot be reached from here`);
    forwarding ??= await forward();
    tried.set(host, 'unreachable');
  };
  return (host, port) => {
    if (!tried.has(host)) {
      tried.set(host, 'direct');
      check(host, port).catch(() => {});
    }
    return forwarding && tried.get(host) === 'unreachable' ? forwarding.dial(host, port) : { host, port };
  };
}
