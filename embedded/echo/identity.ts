/** Who answers, as the official echo server tells it; empty where the environment does not say. */
export interface EchoIdentity {
  namespace: string;
  ingress: string;
  service: string;
  pod: string;
}

export function readIdentity(env: Readonly<Record<string, string>>): EchoIdentity {
  return {
    namespace: env.NAMESPACE ?? '',
    ingress: env.INGRESS_NAME ?? '',
    service: env.SERVICE_NAME ?? '',
    pod: env.POD_NAME ?? '',
  };
}

/** A port of the environment. Throws naming the variable when it is no port. */
export function readPort(env: Readonly<Record<string, string>>, name: string, fallback: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`Environment variable ${name} is "${text}"; expected a port number from 1 to 65535`);
  }
  return port;
}
