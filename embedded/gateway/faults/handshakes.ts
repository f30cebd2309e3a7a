import { type Fault, fault } from './types.ts';

const END = '-----END CERTIFICATE-----';

/** What a TLS handshake says and how it is heard. */
export const handshakeFaults: readonly Fault[] = [
  fault('chain-cut-to-leaf', 'shows a certificate without those of the authorities between', 'serving', (right) => ({
    certificate: (listeners, serverName) => {
      const found = right.certificate(listeners, serverName);
      if (!found) return undefined;
      const [leaf = ''] = found.certificate.split(END);
      return { ...found, certificate: `${leaf}${END}\n` };
    },
  })),
  fault('hello-first-piece', 'takes the first bytes of a TLS client for its whole message', 'serving', () => ({
    readsWholeHello: false,
  })),
];
