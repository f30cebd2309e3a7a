import type { Serving } from '../../harness/scenario/backends.ts';
import type { Certificate } from '../../harness/scenario/env.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import { CERTIFICATE_FOLDER, CLIENT_ARGUMENTS, CLIENT_CONTAINER, listContainers } from './containers.ts';
import { toBase64 } from './secrets.ts';

export interface EchoWorkloadSpec {
  name: string;
  namespace: string;
  image: string;
  /** Label `app` of its pods. */
  app: string;
  serves: ReadonlySet<Serving>;
  /** For what is served over TLS. */
  certificate?: Certificate;
  /** Clients of that are asked for a certificate of the same authority. */
  asksClients?: boolean;
  /** Whether requests are sent from inside it, too. */
  sends?: boolean;
  /** Image whose client sends them, in a container of its own; missing: the agent of `image` does. */
  clientImage?: string;
  /** The cluster gives each namespace users of its own (OpenShift), and refuses pods that ask for another. */
  assignsUsers?: boolean;
}

/** A Deployment of one echo pod that tells its name and namespace in each answer. */
export function echoWorkload(spec: EchoWorkloadSpec): KubeObject[] {
  const labels = { app: spec.app };
  return [
    ...certificateOf(spec),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: spec.name, namespace: spec.namespace, labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: echoPodSpec(spec) },
      },
    },
  ];
}

/** A single echo pod whose name is known beforehand. */
export function echoPod(spec: EchoWorkloadSpec): KubeObject[] {
  return [
    ...certificateOf(spec),
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: spec.name, namespace: spec.namespace, labels: { app: spec.app } },
      spec: echoPodSpec(spec),
    },
  ];
}

const VOLUME = 'certificate';

function certificateOf({ name, namespace, certificate }: EchoWorkloadSpec): KubeObject[] {
  if (!certificate) return [];
  const data = {
    'tls.crt': toBase64(certificate.certificate),
    'tls.key': toBase64(certificate.privateKey),
    'ca.crt': toBase64(certificate.authority),
  };
  return [{ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'kubernetes.io/tls', data }];
}

/**
 * What the restricted pod security standard asks for (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
 */
const POD_SECURITY = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
/** The one of the images, which the official one names by a word that a kubelet cannot check. */
const USER = { runAsUser: 65_532 };
const CONTAINER_SECURITY = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

function echoPodSpec(spec: EchoWorkloadSpec) {
  const { name, image, serves, certificate, asksClients = false, sends = false, clientImage } = spec;
  const hasClient = sends && clientImage !== undefined;
  return {
    // Nothing to finish: an echo server may stop at once.
    terminationGracePeriodSeconds: 0,
    // It asks the API server for nothing, and starts sooner without a token.
    automountServiceAccountToken: false,
    securityContext: spec.assignsUsers ? POD_SECURITY : { ...POD_SECURITY, ...USER },
    ...(certificate ? { volumes: [{ name: VOLUME, secret: { secretName: name } }] } : {}),
    containers: [
      ...listContainers(serves, {
        hasCertificate: certificate !== undefined,
        asksClients,
        hasAgent: sends && !hasClient,
      }).map(({ name: mode, env, ports, probe }) => ({
        name: mode,
        image,
        securityContext: CONTAINER_SECURITY,
        env: [
          fromField('POD_NAME', 'metadata.name'),
          fromField('NAMESPACE', 'metadata.namespace'),
          { name: 'SERVICE_NAME', value: name },
          ...Object.entries(env).map(([variable, value]) => ({ name: variable, value })),
        ],
        ports,
        ...(certificate ? { volumeMounts: [{ name: VOLUME, mountPath: CERTIFICATE_FOLDER, readOnly: true }] } : {}),
        ...(probe === undefined ? {} : { readinessProbe: { tcpSocket: { port: probe }, periodSeconds: 1 } }),
        resources: RESOURCES,
      })),
      ...(hasClient ? [clientContainer(clientImage)] : []),
    ],
  };
}

const RESOURCES = { requests: { cpu: '10m' } };

function clientContainer(image: string) {
  return {
    name: CLIENT_CONTAINER,
    image,
    imagePullPolicy: 'IfNotPresent',
    args: CLIENT_ARGUMENTS,
    securityContext: CONTAINER_SECURITY,
    resources: RESOURCES,
  };
}

function fromField(name: string, fieldPath: string) {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}
