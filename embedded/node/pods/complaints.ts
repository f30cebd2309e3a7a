/** What keeps a pod's containers from starting, told as Events. */
export interface Complaints {
  /** Told once it has lasted for a while: a watch may tell of a pod before it tells of the ConfigMap that was made first. */
  raise(about: string, reason: string, message: string): void;
  withdraw(about: string): void;
  stop(): void;
}

const PATIENCE_MS = 250;

export function createComplaints(tell: (reason: string, message: string) => void): Complaints {
  const raised = new Map<string, { message: string; timer: NodeJS.Timeout }>();

  function withdraw(about: string): void {
    clearTimeout(raised.get(about)?.timer);
    raised.delete(about);
  }

  return {
    raise(about, reason, message) {
      if (raised.get(about)?.message === message) return;
      withdraw(about);
      raised.set(about, { message, timer: setTimeout(() => tell(reason, message), PATIENCE_MS) });
    },
    withdraw,
    stop() {
      for (const about of [...raised.keys()]) withdraw(about);
    },
  };
}
