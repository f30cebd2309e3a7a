import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { createOwnership } from '../network/addresses.ts';
import { createPlaces, type PlaceChange, type Places } from '../network/places.ts';

/** Makes a change known to the other thread before this one goes on: the message first, then the count of messages. */
export function publishChange(port: MessagePort, changes: Int32Array, change: PlaceChange): void {
  port.postMessage(change);
  Atomics.add(changes, 0, 1);
}

/**
 * Dials as the cluster's own thread would at this moment. Whoever learnt of a listener through the API dials after the
 * listener's change was counted, so that reading the count is enough to know whether something is left to be read.
 */
export function createMirror(
  port: MessagePort,
  changes: Int32Array,
  { real, slot, octet }: { real: boolean; slot: number; octet: number },
): Places['dial'] {
  const places = createPlaces(real, createOwnership(slot, octet));
  let applied = 0;
  return (address, wanted, protocol) => {
    for (const counted = Atomics.load(changes, 0); applied < counted; applied += 1) {
      const received = receiveMessageOnPort(port);
      if (received) places.apply(received.message);
    }
    return places.dial(address, wanted, protocol);
  };
}
