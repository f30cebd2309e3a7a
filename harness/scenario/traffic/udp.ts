import type { BackendChoice } from './common.ts';

/** One datagram. It is sent again where no answer comes, since datagrams may be lost. */
export interface UdpRequest {
  /** Default: a text that occurs nowhere else. */
  text?: string;
  /** How long an answer is waited for, ms. Default: 2,000, which is long for who expects none. */
  waitMs?: number;
}

export type UdpExpectation =
  /** A backend answers, and received the text as it was sent. */
  | BackendChoice
  /** Nothing comes back, or that nobody listens. */
  | { answer: 'none' };
