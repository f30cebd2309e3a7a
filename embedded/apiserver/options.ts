import type { Attributes } from '../../apimachinery/access/attributes.ts';
import type { User } from '../../apimachinery/access/user.ts';
import type { CustomResourceDefinition, KubeObject, ValidatorSource } from '../../apimachinery/types.ts';
import type { ClientCertificate } from './server/certificates.ts';
import type { PodLogSource } from './server/podlogs.ts';
import type { PodRuntime } from './streams/types.ts';

/** Changes objects before they are stored, in process and synchronously, as a mutating admission plugin would. */
export interface AdmissionPlugin {
  /** Called with the defaulted object, before validation; it may change it. `dryRun`: nothing will be stored. */
  mutateOnCreate?(object: KubeObject, context: { dryRun: boolean }): void;
}

export interface Clock {
  /** Wall clock. */
  date(): Date;
}

export interface AuditedRequest {
  user: User;
  attributes: Attributes;
}

export interface ApiServerOptions {
  /** Served, and Established, from the start. */
  crds: readonly CustomResourceDefinition[];
  /** 127.0.0.1 unless told. */
  host?: string;
  /** 0, any free one, unless told. */
  port?: number;
  /** As /version tells it, `v1.34.1`. */
  kubernetesVersion?: string;
  clock?: Clock;
  /** Further bearer tokens and whom they stand for. */
  tokens?: Readonly<Record<string, User>>;
  admission?: readonly AdmissionPlugin[];
  validators?: readonly ValidatorSource[];
  podLogs?: PodLogSource;
  /** What exec, attach and port-forward reach; without it they are refused. */
  podRuntime?: PodRuntime;
  /** Told of every authenticated request before it is authorized. */
  audit?(request: AuditedRequest): void;
  /** Watch events kept for each resource; a watch from before them gets 410. 4096 unless told. */
  historyLimit?: number;
}

export interface ApiServer {
  /** `https://127.0.0.1:PORT` */
  url: string;
  /** The run's own certificate authority, PEM. */
  caPem: string;
  /** Administrator's bearer token of this run. */
  token: string;
  /** YAML text that carries CA and token; write it with mode 0600. */
  kubeconfig: string;
  /** A certificate of the run's authority, and its key, by which a client is known as this user; valid for a day. */
  issueClientCertificate(user: Pick<User, 'username' | 'groups'>, validMs?: number): Promise<ClientCertificate>;
  /** What is open now. */
  load(): { connections: number; watches: number };
  /** Ends watches and connections, and frees the port. May be called twice. */
  stop(): Promise<void>;
}
