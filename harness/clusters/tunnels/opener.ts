import type { Server } from 'node:net';
import { messageOf } from '../../common/message-of.ts';
import type { Sender } from '../../protocols/common/sender.ts';
import type { InsidePlace } from '../../protocols/types.ts';
import { ForwardRefused } from '../reach/open-channel.ts';
import { NoConnection } from './session.ts';

/** A way to what pods reach. */
export interface Opener {
  /**
   * A server for this side whose connections stand for those from the pod to the place.
   * @param tell why the last one said nothing about whoever is behind it; undefined where it did
   */
  createServer(place: InsidePlace, tell: (reason: string | undefined) => void): Server;
  /** Who sends whole requests from the pod to the place; missing where nobody does. */
  createSender?(place: InsidePlace): Sender;
  close(): void;
}

/** What does not speak of the implementation: the way into the pod, or a name that the cluster does not know there. */
export function explainInside(error: unknown, { host, namespace, pod }: InsidePlace, lack: string): string | undefined {
  if (error instanceof ForwardRefused) return messageOf(error);
  if (!(error instanceof NoConnection)) return `pod ${namespace}/${pod} has ${lack}: ${messageOf(error)}`;
  const isName = error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN';
  return isName ? `the name ${host} does not resolve in pod ${namespace}/${pod}` : undefined;
}
