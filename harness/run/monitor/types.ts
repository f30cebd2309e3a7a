/** What the run learnt of how its cluster and its machine bore it. */
export interface LoadRecord {
  /** Greatest factor by which time-outs were stretched: 1 where never. */
  slowness: number;
  /** Longest answer of the API server to a request that asks for next to nothing, ms. */
  apiMs: number;
  /** Longest time by which this process was held up, ms. */
  delayMs: number;
  /** Most pods seen waiting for a place at the same time. */
  pendingPods: number;
}

/** How the cluster and this machine bear the run, now. */
export interface LoadMonitor {
  /** How many times as long as on a quiet cluster things take: from 1 to the patience given. */
  slowness(): number;
  /** Whether pods wait for a place, so that nothing more should be asked for that needs one. */
  isCrowded(): boolean;
  record(): LoadRecord;
  /** Ends the measuring. */
  stop(): void;
}
