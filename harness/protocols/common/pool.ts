import { Agent } from 'node:http';
import type { Socket } from 'node:net';

/** Connections that are kept open from one exchange to the next, by what is at their other end. */
export interface ConnectionPool {
  /**
   * An agent that has the connections of a place. The oldest that nobody uses is taken first.
   * @param place tells apart what connections must not be mixed up
   * @param open a connection more, where all are in use
   */
  agentFor(place: string, open: () => Socket): Agent;
  /** Closes all. */
  close(): void;
}

/** More than that are in use at the same time by nobody. */
const MOST = 16;

export function createPool(): ConnectionPool {
  const agents = new Map<string, Agent>();
  return {
    agentFor(place, open) {
      const known = agents.get(place);
      if (known) return known;
      const agent = new Agent({ keepAlive: true, maxSockets: MOST, maxFreeSockets: MOST, scheduling: 'fifo' });
      agent.createConnection = open;
      agents.set(place, agent);
      return agent;
    },
    close() {
      for (const agent of agents.values()) agent.destroy();
      agents.clear();
    },
  };
}
