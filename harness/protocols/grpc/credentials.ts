import { checkServerIdentity, TLSSocket } from 'node:tls';
import type { ChannelCredentials } from '@grpc/grpc-js';
import type { Progress } from '../common/exchange.ts';
import { describeTls, type TlsDetails } from '../common/sockets.ts';
import type { ResolvedGrpcRequest } from './types.ts';

/** What the handshake of a call's connection came to; nothing in plain text, or where there was none. */
export interface Presented {
  tls?: TlsDetails;
}

/** Plain text, or TLS that goes on whatever certificate is presented. */
export async function createCredentials(
  { credentials }: typeof import('./library.ts'),
  { tls, clientCertificate }: ResolvedGrpcRequest,
  authority: string | undefined,
  presented: Presented,
  progress: Progress,
): Promise<ChannelCredentials> {
  if (!tls) return watchConnection(credentials.createInsecure(), presented, progress);
  const own = await clientCertificate;
  const ssl = credentials.createSsl(
    authority === undefined ? null : Buffer.from(authority),
    own ? Buffer.from(own.privateKey) : null,
    own ? Buffer.from(own.certificate) : null,
    { rejectUnauthorized: false, checkServerIdentity },
  );
  return watchConnection(ssl, presented, progress);
}

/** The library tells nobody of its connection, and one that hangs would outlive its channel. */
function watchConnection(
  credentials: ChannelCredentials,
  presented: Presented,
  progress: Progress,
): ChannelCredentials {
  const create = credentials._createSecureConnector.bind(credentials);
  credentials._createSecureConnector = (...args) => {
    const connector = create(...args);
    return {
      async connect(socket) {
        progress.onEnd(() => socket.destroy());
        const connected = await connector.connect(socket);
        if (connected.socket instanceof TLSSocket) presented.tls = describeTls(connected.socket);
        return connected;
      },
      waitForReady: () => connector.waitForReady(),
      getCallCredentials: () => connector.getCallCredentials(),
      destroy: () => connector.destroy(),
    };
  };
  return credentials;
}
