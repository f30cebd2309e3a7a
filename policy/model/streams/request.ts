/** A connection as a client opens it, or a datagram. */
export type StreamRequest = { protocol: 'tls'; sni: string } | { protocol: 'tcp' } | { protocol: 'udp' };
