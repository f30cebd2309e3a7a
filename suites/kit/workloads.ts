import type { KubeObject } from '../../harness/scenario/kubernetes.ts';

export interface EchoWorkloadSpec {
  name: string;
  namespace: string;
  image: string;
  /** Label `app` of its pods. */
  app: string;
}

/** Port that the echo server listens on for HTTP, and the name of that port in its pods. */
export const ECHO_PORT = 3000;
export const ECHO_PORT_NAME = 'echo-http';

/** A Deployment of one echo pod that tells its name and namespace in each answer. */
export function echoWorkload(spec: EchoWorkloadSpec): KubeObject {
  const labels = { app: spec.app };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: spec.name, namespace: spec.namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: echoPodSpec(spec) },
    },
  };
}

/** A single echo pod whose name is known beforehand. */
export function echoPod(spec: EchoWorkloadSpec): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: spec.name, namespace: spec.namespace, labels: { app: spec.app } },
    spec: echoPodSpec(spec),
  };
}

function echoPodSpec(spec: EchoWorkloadSpec) {
  return {
    // Nothing to finish: an echo server may stop at once.
    terminationGracePeriodSeconds: 0,
    // It asks the API server for nothing, and starts sooner without a token.
    automountServiceAccountToken: false,
    containers: [
      {
        name: 'echo',
        image: spec.image,
        env: [
          fromField('POD_NAME', 'metadata.name'),
          fromField('NAMESPACE', 'metadata.namespace'),
          { name: 'SERVICE_NAME', value: spec.name },
        ],
        ports: [{ name: ECHO_PORT_NAME, containerPort: ECHO_PORT, protocol: 'TCP' }],
        readinessProbe: { tcpSocket: { port: ECHO_PORT }, periodSeconds: 1 },
        resources: { requests: { cpu: '10m' } },
      },
    ],
  };
}

function fromField(name: string, fieldPath: string) {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}
