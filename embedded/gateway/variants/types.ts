/** Ways to behave that the specification leaves open. */
export interface Habits {
  statusDelayMs: number;
  /** Whether a new generation is first written as Unknown and Pending. */
  announcesPending: boolean;
  extraConditions: boolean;
  dataPlaneDelayMs: number;
  /** One entry for each data-plane replica: how much later than the first it learns of a change. */
  replicaDelaysMs: readonly number[];
  sharesAddress: boolean;
  closesConnections: boolean;
  /** Requests that one connection may carry. */
  requestsPerConnection: number;
  upperCaseHeaders: boolean;
  extraHeaders: boolean;
  choice: 'even' | 'rotation' | 'random';
  responseDelayMs: number;
  /** Splits response bodies into chunks of this many bytes, without Content-Length; 0 leaves them. */
  chunkBytes: number;
  /** Whether the gateway's own answers have no body. */
  emptyAnswers: boolean;
}

export const plainHabits: Habits = {
  statusDelayMs: 0,
  announcesPending: false,
  extraConditions: false,
  dataPlaneDelayMs: 0,
  replicaDelaysMs: [0],
  sharesAddress: false,
  closesConnections: false,
  requestsPerConnection: Number.POSITIVE_INFINITY,
  upperCaseHeaders: false,
  extraHeaders: false,
  choice: 'even',
  responseDelayMs: 0,
  chunkBytes: 0,
  emptyAnswers: false,
};
