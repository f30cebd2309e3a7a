import { join } from 'node:path';

/** Of the controllers only those whose doings a client of the API sees and that the embedded cluster has, too. */
const CONTROLLERS =
  'validatingadmissionpolicy-status-controller,namespace-controller,garbage-collector-controller,serviceaccount-controller,root-ca-certificate-publisher-controller,clusterrole-aggregation-controller';

/** Where everything that a control plane writes is, and where it listens on 127.0.0.1. */
export interface Place {
  dir: string;
  etcdPort: number;
  peerPort: number;
  port: number;
  /** Addresses that Services get. */
  serviceRange: string;
}

export function listEtcdArgs({ dir, etcdPort, peerPort }: Place): string[] {
  const [own, others] = [`http://127.0.0.1:${etcdPort}`, `http://127.0.0.1:${peerPort}`];
  return [
    `--data-dir=${join(dir, 'etcd')}`,
    `--listen-client-urls=${own}`,
    `--advertise-client-urls=${own}`,
    `--listen-peer-urls=${others}`,
    `--initial-advertise-peer-urls=${others}`,
    `--initial-cluster=default=${others}`,
    '--unsafe-no-fsync',
  ];
}

export function listServerArgs({ dir, etcdPort, port, serviceRange }: Place): string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${join(dir, 'certs')}`,
    `--service-cluster-ip-range=${serviceRange}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${join(dir, 'account.pem')}`,
    `--service-account-signing-key-file=${join(dir, 'account.pem')}`,
    `--token-auth-file=${join(dir, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    // The node's name resolves nowhere.
    '--kubelet-preferred-address-types=InternalIP',
    '--endpoint-reconciler-type=none',
    '--max-requests-inflight=0',
    '--max-mutating-requests-inflight=0',
    '--enable-priority-and-fairness=false',
  ];
}

export function listControllerArgs({ dir }: Place): string[] {
  return [
    `--kubeconfig=${join(dir, 'kubeconfig')}`,
    `--controllers=${CONTROLLERS}`,
    '--leader-elect=false',
    '--secure-port=0',
    `--cert-dir=${join(dir, 'certs')}`,
    `--root-ca-file=${join(dir, 'certs', 'apiserver.crt')}`,
    `--service-account-private-key-file=${join(dir, 'account.pem')}`,
  ];
}
