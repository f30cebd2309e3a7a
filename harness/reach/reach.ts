import type { Dial } from '../traffic/types.ts';
import type { Clock } from '../wait/types.ts';
import { probeTcp, type Reached } from './probe.ts';

/** How traffic gets to the cluster: straight to its addresses, or through the API server. */
export type ReachMode = 'auto' | 'direct' | 'port-forward';

/** The way through the API server. */
export interface Detour {
  dial: Dial;
  /** Whether a pod is ready behind an address and port. */
  hasTarget(address: string, port: number): boolean;
}

export interface ReachOptions {
  mode: ReachMode;
  clock: Clock;
  /** Ends what is still being tried. */
  signal: AbortSignal;
  /** Used where an address cannot be reached; begun when first needed. */
  forward(): Promise<Detour>;
  probe?: (host: string, port: number, timeoutMs: number) => Promise<Reached>;
  /** Told once, when traffic goes through the API server. */
  onForward(reason: string): void;
}

const probeMs = 3_000;
const pauseMs = 250;
/** An address that could not be reached is tried again after so long. */
const againMs = 10_000;

/**
 * A dial for clusters whose network may not be this machine's. With `auto` each address is tried when it is first
 * dialled; one that cannot be reached though a pod is ready behind it is led through the API server from then on, and
 * tried again now and then. Until that is known it is dialled as it is, which costs a try.
 */
export async function createReach(options: ReachOptions): Promise<Dial> {
  const { mode, clock, signal, forward, probe = probeTcp, onForward } = options;
  if (mode === 'direct') return (host, port) => ({ host, port });
  if (mode === 'port-forward') {
    onForward('--reach port-forward');
    return (await forward()).dial;
  }
  let starting: Promise<Detour> | undefined;
  let detour: Detour | undefined;
  let told = false;
  const tried = new Set<string>();
  const unreachable = new Set<string>();
  const canReach = async (host: string, port: number): Promise<boolean> =>
    (await probe(host, port, probeMs)) !== 'unreachable';

  const check = async (host: string, port: number): Promise<void> => {
    const wasReady = detour?.hasTarget(host, port) ?? false;
    if (await canReach(host, port)) return;
    starting ??= forward();
    detour = await starting;
    // A load balancer may drop what nobody is ready to take: that says nothing about the way there.
    while (!detour.hasTarget(host, port)) await clock.sleep(pauseMs, signal);
    if (!wasReady && (await canReach(host, port))) return;
    if (!told) onForward(`${host} cannot be reached from here`);
    told = true;
    unreachable.add(host);
    do await clock.sleep(againMs, signal);
    while (!(await canReach(host, port)));
    unreachable.delete(host);
  };
  return (host, port) => {
    if (!tried.has(host)) {
      tried.add(host);
      check(host, port).catch(() => {});
    }
    return detour && unreachable.has(host) ? detour.dial(host, port) : { host, port };
  };
}
