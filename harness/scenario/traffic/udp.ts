import type { BackendChoice } from './common.ts';

/** One datagram. It is sent again where no answer comes, since datagrams may be lost. */
export interface UdpRequest {
  /** Default: a text that occurs nowhere else. */
  text?: string;
  /** An answer is waited for 500 ms, not 2,000: enough for who expects none, since a wrong one comes at once. */
  brief?: true;
}

export type UdpExpectation =
  /** A backend answers, and received the text as it was sent. */
  | BackendChoice
  /** Nothing comes back, or that nobody listens. */
  | { answer: 'none' };
