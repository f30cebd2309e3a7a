import type { Group, RequestStep } from '../../run/steps.ts';
import { inNamespace, merge, post, STRATEGIC } from '../common.ts';

const D = '/apis/apps/v1/namespaces/workloads/deployments';
const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'example/image' }] } };
const deployment = (name: string, spec: object): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec,
});
const deploy = (id: string, spec: object): RequestStep => post(id, `${D}?dryRun=All`, deployment(id, spec));
const container = (more: object): object => ({
  selector: { matchLabels: { a: 'b' } },
  template: { ...template, spec: { containers: [{ name: 'c', image: 'i', ...more }] } },
});

const SETS = '/apis/apps/v1/namespaces/workloads/statefulsets';

/** One that claims a volume `data`, and mounts what is named. */
function statefulSetOf(name: string, mounted: string): object {
  const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: {
      ...{ serviceName: 's', volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim }] },
      ...container({ volumeMounts: [{ name: mounted, mountPath: '/data' }] }),
    },
  };
}

export const workloads: Group = {
  name: 'workloads',
  steps: [
    inNamespace('workloads'),
    post('created', D, deployment('a', { selector: { matchLabels: { a: 'b' } }, template })),
    post(
      'full',
      D,
      deployment('full', {
        replicas: 0,
        strategy: { type: 'Recreate' },
        selector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b', 'c'] }] },
        template: {
          ...template,
          spec: {
            initContainers: [{ name: 'i', image: 'example/init:1' }],
            containers: [
              {
                name: 'c',
                image: 'example/image:latest',
                command: ['x'],
                args: ['y'],
                ports: [
                  { name: 'http', containerPort: 80 },
                  { containerPort: 53, protocol: 'UDP' },
                ],
                env: [
                  { name: 'A', value: 'b' },
                  { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
                ],
                resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '0.5' } },
                readinessProbe: { httpGet: { port: 80 } },
                livenessProbe: { tcpSocket: { port: 'http' } },
                volumeMounts: [{ name: 'v', mountPath: '/v' }],
              },
            ],
            volumes: [
              { name: 'v', configMap: { name: 'm' } },
              { name: 'e', emptyDir: {} },
              { name: 's', secret: { secretName: 's' } },
            ],
          },
        },
      }),
    ),
    deploy('no-spec', {}),
    deploy('no-selector', { template }),
    deploy('wrong-selector', { selector: { matchLabels: { a: 'c' } }, template }),
    deploy('empty-selector', { selector: {}, template }),
    deploy('no-containers', { selector: { matchLabels: { a: 'b' } }, template: { ...template, spec: {} } }),
    deploy('negative', { ...container({}), replicas: -1 }),
    deploy('no-image', container({ image: '' })),
    deploy('bad-container', container({ name: 'Not_A_Name' })),
    deploy('bad-pull-policy', container({ imagePullPolicy: 'Perhaps' })),
    deploy('bad-port', container({ ports: [{ containerPort: 0 }, { containerPort: 70000 }] })),
    deploy('bad-port-name', container({ ports: [{ containerPort: 80, name: 'Bad Name' }] })),
    deploy('bad-env', container({ env: [{ name: '' }, { value: 'x' }] })),
    deploy('bad-mount', container({ volumeMounts: [{ name: 'nothing', mountPath: '/x' }] })),
    deploy('bad-quantity', container({ resources: { requests: { cpu: 'much' } } })),
    deploy('bad-requests', container({ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } })),
    deploy('bad-probe', container({ livenessProbe: {} })),
    deploy('bad-restart', {
      selector: { matchLabels: { a: 'b' } },
      template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } },
    }),
    deploy('bad-strategy', { ...container({}), strategy: { type: 'Sudden' } }),
    deploy('wrong-types', { ...container({}), replicas: 'two' }),
    merge('scaled', `${D}/a`, { spec: { replicas: 3 } }),
    merge('annotated', `${D}/a`, { metadata: { annotations: { a: 'b' } } }),
    {
      id: 'image',
      method: 'PATCH',
      path: `${D}/a`,
      headers: STRATEGIC,
      body: { spec: { template: { spec: { containers: [{ name: 'c', image: 'example/image:2' }] } } } },
    },
    {
      id: 'container-added',
      method: 'PATCH',
      path: `${D}/a`,
      headers: STRATEGIC,
      body: { spec: { template: { spec: { containers: [{ name: 'd', image: 'example/other' }] } } } },
    },
    {
      id: 'container-deleted',
      method: 'PATCH',
      path: `${D}/a`,
      headers: STRATEGIC,
      body: { spec: { template: { spec: { containers: [{ name: 'd', $patch: 'delete' }] } } } },
    },
    {
      id: 'reordered',
      method: 'PATCH',
      path: `${D}/a`,
      headers: STRATEGIC,
      body: {
        spec: {
          template: {
            spec: {
              $setElementOrder: [],
              '$setElementOrder/containers': [{ name: 'd' }, { name: 'c' }],
              containers: [{ name: 'd', image: 'example/other' }],
            },
          },
        },
      },
    },
    merge('reselected', `${D}/a`, {
      spec: { selector: { matchLabels: { a: 'c' } }, template: { metadata: { labels: { a: 'c' } } } },
    }),
    merge('status', `${D}/a/status`, { status: { replicas: 1, observedGeneration: 2 }, spec: { replicas: 9 } }),
    merge('status-negative', `${D}/a/status`, { status: { replicas: -1 } }),
    { id: 'scale', method: 'GET', path: `${D}/a/scale` },
    {
      id: 'scale-put',
      method: 'PUT',
      path: `${D}/a/scale`,
      body: {
        apiVersion: 'autoscaling/v1',
        kind: 'Scale',
        metadata: { name: 'a', namespace: 'workloads' },
        spec: { replicas: 4 },
      },
    },
    { id: 'read', method: 'GET', path: `${D}/a` },
    { id: 'deleted', method: 'DELETE', path: `${D}/a` },
    post('replicaset', '/apis/apps/v1/namespaces/workloads/replicasets', {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'r' },
      spec: { selector: { matchLabels: { a: 'b' } }, template },
    }),
    post('daemonset', '/apis/apps/v1/namespaces/workloads/daemonsets', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'r' },
      spec: { selector: { matchLabels: { a: 'b' } }, template },
    }),
    post('statefulset', SETS, {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'r' },
      spec: { serviceName: 's', selector: { matchLabels: { a: 'b' } }, template },
    }),
    post('statefulset-claims', SETS, statefulSetOf('claims', 'data')),
    post('statefulset-no-volume', SETS, statefulSetOf('no-volume', 'nothing')),
    post('budget', '/apis/policy/v1/namespaces/workloads/poddisruptionbudgets', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'r' },
      spec: { minAvailable: 1, selector: { matchLabels: { a: 'b' } } },
    }),
    post('autoscaler', '/apis/autoscaling/v2/namespaces/workloads/horizontalpodautoscalers', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'r' },
      spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' } },
    }),
  ],
};
