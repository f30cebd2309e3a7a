import type { Serving } from '../../harness/scenario/backends.ts';

/** Where an echo pod serves something: number and name of its container's port. */
export interface ContainerPort {
  number: number;
  /** At most 15 characters. */
  name: string;
  protocol: 'TCP' | 'UDP';
}

/** Ports of an echo pod. The first ones are those of the official echo server; the rest keep containers of one pod apart. */
export const CONTAINER_PORTS: Readonly<Record<Serving, ContainerPort>> = {
  http: { number: 3000, name: 'echo-http', protocol: 'TCP' },
  ws: { number: 3000, name: 'echo-http', protocol: 'TCP' },
  h2c: { number: 3001, name: 'echo-h2c', protocol: 'TCP' },
  https: { number: 8443, name: 'echo-https', protocol: 'TCP' },
  grpc: { number: 3010, name: 'echo-grpc', protocol: 'TCP' },
  grpcs: { number: 8453, name: 'echo-grpcs', protocol: 'TCP' },
  tcp: { number: 3020, name: 'echo-tcp', protocol: 'TCP' },
  tls: { number: 8463, name: 'echo-tls', protocol: 'TCP' },
  udp: { number: 3030, name: 'echo-udp', protocol: 'UDP' },
};

/** Where the echo image opens connections for others. */
export const AGENT_PORT = 3040;

/** The container whose client is run by exec, where the image of the others has no agent. */
export const CLIENT_CONTAINER = 'client';

/** Its server, which nobody asks, keeps it running: at ports that no other container has. */
export const CLIENT_ARGUMENTS: readonly string[] = ['--port=3050', '--grpc=3051', '--tcp=3052'];

/** One echo server of a pod, chosen by the environment as the official image has it. */
export interface EchoContainer {
  name: string;
  env: Readonly<Record<string, string>>;
  ports: readonly { name: string; containerPort: number; protocol: 'TCP' | 'UDP' }[];
  /** Port that accepts connections once it serves; missing where there is no such port. */
  probe?: number;
}

interface Mode {
  serves: readonly Serving[];
  env(portOf: (serving: Serving) => string): Record<string, string>;
  probe?: Serving;
}

/**
 * The variables of the official echo server
 * (https://github.com/kubernetes-sigs/gateway-api/tree/v1.7.0/conformance/echo-basic).
 */
const MODES: Readonly<Record<string, Mode>> = {
  http: {
    serves: ['http', 'ws', 'h2c', 'https'],
    env: (portOf) => ({ HTTP_PORT: portOf('http'), H2C_PORT: portOf('h2c'), HTTPS_PORT: portOf('https') }),
    probe: 'http',
  },
  grpc: {
    serves: ['grpc', 'grpcs'],
    env: (portOf) => ({ GRPC_ECHO_SERVER: '1', HTTP_PORT: portOf('grpc'), HTTPS_PORT: portOf('grpcs') }),
    probe: 'grpc',
  },
  tcp: {
    serves: ['tcp', 'tls'],
    env: (portOf) => ({ TCP_ECHO_SERVER: '1', TCP_PORT: portOf('tcp'), TLS_PORT: portOf('tls') }),
    probe: 'tcp',
  },
  udp: { serves: ['udp'], env: (portOf) => ({ UDP_ECHO_SERVER: '1', UDP_PORT: portOf('udp') }) },
};

/** Where the certificate of the backends is mounted. */
export const CERTIFICATE_FOLDER = '/etc/gwconf/certificate';

/** The key's variable has two spellings, by mode. */
const CERTIFICATE_ENV = {
  TLS_SERVER_CERT: `${CERTIFICATE_FOLDER}/tls.crt`,
  TLS_SERVER_PRIVKEY: `${CERTIFICATE_FOLDER}/tls.key`,
  TLS_SERVER_PRIV_KEY: `${CERTIFICATE_FOLDER}/tls.key`,
};

/** Who signs the certificates that clients are asked for. */
const CLIENT_ENV = { TLS_CLIENT_CACERTS: `${CERTIFICATE_FOLDER}/ca.crt` };

interface PodNeeds {
  hasCertificate: boolean;
  asksClients: boolean;
  /** Connections are opened from inside it, too. */
  hasAgent: boolean;
}

/** The containers that a pod needs to serve all of this: one for each kind of echo server. */
export function listContainers(serves: ReadonlySet<Serving>, needs: PodNeeds): EchoContainer[] {
  const containers = listServers(serves, needs);
  if (!needs.hasAgent) return containers;
  return containers.map((one, index) => {
    return index === 0 ? { ...one, env: { ...one.env, AGENT_PORT: String(AGENT_PORT) } } : one;
  });
}

function listServers(serves: ReadonlySet<Serving>, { hasCertificate, asksClients }: PodNeeds): EchoContainer[] {
  const portOf = (serving: Serving): string => String(CONTAINER_PORTS[serving].number);
  return Object.entries(MODES)
    .filter(([, mode]) => mode.serves.some((one) => serves.has(one)))
    .map(([name, { serves: modeServes, env, probe }]) => {
      const named = new Map(modeServes.map((one) => [CONTAINER_PORTS[one].name, CONTAINER_PORTS[one]]));
      return {
        name: `echo-${name}`,
        env: { ...env(portOf), ...(hasCertificate ? CERTIFICATE_ENV : {}), ...(asksClients ? CLIENT_ENV : {}) },
        ports: [...named.values()].map(({ name: port, number, protocol }) => ({
          name: port,
          containerPort: number,
          protocol,
        })),
        ...(probe === undefined ? {} : { probe: CONTAINER_PORTS[probe].number }),
      };
    });
}
