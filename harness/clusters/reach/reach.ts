import type { Dial } from '../../protocols/types.ts';
import type { Clock } from '../../wait/types.ts';
import { probeTcp, type Reached } from './probe.ts';

/** How traffic gets to the cluster: straight to its addresses, or through the API server. */
export type ReachMode = 'auto' | 'direct' | 'port-forward';

/** The way through the API server. */
export interface Detour {
  dial: Dial;
  /** Whether a pod is ready behind any port of an address. */
  hasTarget(address: string): boolean;
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
  /** By host, those that were dialled. */
  const ports = new Map<string, Set<number>>();
  const unreachable = new Set<string>();
  /** Those that nothing leads to: neither this machine's network nor the API server. */
  const pathless = new Set<string>();
  const canReach = async (host: string): Promise<boolean> => {
    const reached = await Promise.all([...(ports.get(host) ?? [])].map((port) => probe(host, port, probeMs)));
    return reached.some((one) => one !== 'unreachable');
  };

  const isPathless = ({ dial }: Detour, host: string): boolean =>
    [...(ports.get(host) ?? [])].some((port) => dial.explain?.(host, port) !== undefined);

  const check = async (host: string): Promise<void> => {
    if (await canReach(host)) return;
    starting ??= forward();
    detour = await starting;
    // A load balancer may drop what nobody is ready to take: that says nothing about the way there.
    while (!detour.hasTarget(host)) {
      if (!isPathless(detour, host)) {
        await clock.sleep(pauseMs, signal);
        continue;
      }
      pathless.add(host);
      await clock.sleep(againMs, signal);
      if (!(await canReach(host))) continue;
      pathless.delete(host);
      return;
    }
    pathless.delete(host);
    if (await canReach(host)) return;
    if (!told) onForward(`${host} cannot be reached from here`);
    told = true;
    unreachable.add(host);
    do await clock.sleep(againMs, signal);
    while (!(await canReach(host)));
    unreachable.delete(host);
  };
  const dial: Dial = (host, port, transport) => {
    const known = ports.get(host);
    known?.add(port);
    if (!known) {
      ports.set(host, new Set([port]));
      check(host).catch(() => {});
    }
    return detour && unreachable.has(host) ? detour.dial(host, port, transport) : { host, port };
  };
  return Object.assign(dial, {
    explain: (host: string, port: number) => {
      return unreachable.has(host) || pathless.has(host) ? detour?.dial.explain?.(host, port) : undefined;
    },
  });
}
