import type { Socket } from 'node:net';
import { createServer, type DetailedPeerCertificate, type Server, TLSSocket } from 'node:tls';

/** Field order and names of the official echo server. */
export interface EchoTls {
  version: string;
  /** PEM, leaf first. */
  peerCertificates?: string[];
  serverName: string;
  negotiatedProtocol?: string;
  cipherSuite: string;
}

export interface TlsFiles {
  cert: string;
  key: string;
  /** Authorities for client certificates; one that is sent must verify, none need be sent. */
  clientCa?: string;
}

/** The certificate that the environment names, read from the mounted files; undefined when it names none. */
export function readTlsFiles(
  env: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
  // The official server spells the key's variable in two ways, by mode.
  keyNames: readonly string[] = ['TLS_SERVER_PRIVKEY', 'TLS_SERVER_PRIV_KEY'],
): TlsFiles | undefined {
  const certPath = env.TLS_SERVER_CERT;
  const keyName = keyNames.find((name) => env[name]);
  if (!certPath || !keyName) return undefined;
  const read = (name: string) => {
    const content = files[env[name] ?? ''];
    if (content === undefined) throw new Error(`Environment variable ${name} names ${env[name]}, which is not mounted`);
    return content;
  };
  const clientCa = env.TLS_CLIENT_CACERTS ? read('TLS_CLIENT_CACERTS') : undefined;
  return { cert: read('TLS_SERVER_CERT'), key: read(keyName), clientCa };
}

/** A TLS server that hands each finished handshake on. Errors of one connection end only that connection. */
export function createTlsServer(files: TlsFiles, alpn: readonly string[], serve: (socket: TLSSocket) => void): Server {
  const server = createServer({
    cert: files.cert,
    key: files.key,
    ca: files.clientCa,
    requestCert: files.clientCa !== undefined,
    rejectUnauthorized: false,
    ALPNProtocols: [...alpn],
    allowHalfOpen: true,
  });
  server.on('secureConnection', (socket) => {
    socket.on('error', () => socket.destroy());
    const sentCertificate = Object.keys(socket.getPeerCertificate()).length > 0;
    if (files.clientCa !== undefined && sentCertificate && !socket.authorized) socket.destroy();
    else serve(socket);
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return server;
}

/** What the connection negotiated; undefined for one without TLS. */
export function describeTls(socket: Socket): EchoTls | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const peerCertificates = readPeerChain(socket);
  return {
    version: socket.getProtocol() ?? '',
    ...(peerCertificates.length > 0 && { peerCertificates }),
    serverName: readServerName(socket),
    ...(socket.alpnProtocol && { negotiatedProtocol: socket.alpnProtocol }),
    cipherSuite: socket.getCipher().standardName,
  };
}

/** Node sets `servername` on server sockets (false without SNI), which its types do not tell. */
function readServerName(socket: TLSSocket): string {
  const name = (socket as TLSSocket & { servername?: unknown }).servername;
  return typeof name === 'string' ? name : '';
}

function readPeerChain(socket: TLSSocket): string[] {
  const chain: string[] = [];
  let certificate: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  const seen = new Set<string>();
  while (certificate?.raw && !seen.has(certificate.fingerprint256)) {
    seen.add(certificate.fingerprint256);
    const lines = certificate.raw.toString('base64').match(/.{1,64}/g) ?? [];
    chain.push(`-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`);
    certificate = certificate.issuerCertificate;
  }
  return chain;
}
