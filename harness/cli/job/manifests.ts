import { kinds, newObject } from '../../kinds/index.ts';
import { runRules } from './rules.ts';

export interface JobRequest {
  /** Of the suite. */
  image: string;
  name: string;
  namespace: string;
  /** Parts that the run is shared out to; 1: one pod. */
  shards: number;
  /** Pods at the same time. */
  parallelism: number;
  /** Words after `gwconf run`. */
  words: readonly string[];
}

type Manifest = Readonly<Record<string, unknown>>;

const label = { 'app.kubernetes.io/name': 'gwconf' };

/** All that runs the suite inside a cluster: who it is, what it may do, and the Job. */
export function composeJob(request: JobRequest): Manifest[] {
  const { name, namespace } = request;
  const meta = { name, namespace, labels: label };
  return [
    newObject(kinds.Namespace, { name: namespace, labels: label }),
    newObject(kinds.ServiceAccount, meta),
    newObject(kinds.ClusterRole, { name, labels: label }, { rules: runRules }),
    newObject(
      kinds.ClusterRoleBinding,
      { name, labels: label },
      {
        roleRef: { apiGroup: kinds.ClusterRole.group, kind: kinds.ClusterRole.kind, name },
        subjects: [{ kind: kinds.ServiceAccount.kind, name, namespace }],
      },
    ),
    { apiVersion: 'batch/v1', kind: 'Job', metadata: meta, spec: composeSpec(request) },
  ];
}

function composeSpec({ name, image, shards, parallelism, words }: JobRequest): Manifest {
  // A shard that finds a failure must not end the others; nor is it tried again, since its verdict is what was asked for.
  const sharing =
    shards > 1
      ? { completionMode: 'Indexed', completions: shards, parallelism, backoffLimitPerIndex: 0 }
      : { backoffLimit: 0 };
  const shard = shards > 1 ? ['--shard', `job/${shards}`] : [];
  return {
    ...sharing,
    template: {
      metadata: { labels: label },
      spec: {
        serviceAccountName: name,
        restartPolicy: 'Never',
        securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'gwconf',
            image,
            args: ['run', '--provider', 'existing', '--log-result', '--output-dir', '/results', ...shard, ...words],
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ['ALL'] },
            },
            resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { memory: '1Gi' } },
            volumeMounts: [
              { name: 'results', mountPath: '/results' },
              { name: 'tmp', mountPath: '/tmp' },
            ],
          },
        ],
        volumes: [
          { name: 'results', emptyDir: {} },
          { name: 'tmp', emptyDir: {} },
        ],
      },
    },
  };
}

/** A plugin of Sonobuoy, which gives it the rights of its own ServiceAccount: https://sonobuoy.io/docs/plugins/ */
export function composeSonobuoy({ image, name, words }: Pick<JobRequest, 'image' | 'name' | 'words'>): Manifest {
  const folder = '/tmp/sonobuoy/results';
  const place = ['--output-dir', `${folder}/gwconf`, '--done-file', `${folder}/done`];
  return {
    'sonobuoy-config': { driver: 'Job', 'plugin-name': name, 'result-format': 'junit' },
    spec: {
      name: 'plugin',
      image,
      args: ['run', '--provider', 'existing', ...place, ...words],
      resources: {},
      // Whatever the base image lets others write; the folder of results is one of Sonobuoy's own.
      volumeMounts: [
        { mountPath: '/tmp', name: 'tmp' },
        { mountPath: folder, name: 'results' },
      ],
    },
    'extra-volumes': [{ name: 'tmp', emptyDir: {} }],
  };
}
