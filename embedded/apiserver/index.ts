import { ADMIN } from '../../apimachinery/access/user.ts';
import { AdmissionPolicies } from './admission/policies.ts';
import { tellPolicyStatus } from './admission/status.ts';
import { tellUndone } from './admission/undone.ts';
import { makeToken } from './auth/authenticate/authenticator.ts';
import { Auth } from './auth/index.ts';
import { createAccountAdmission } from './auth/pods.ts';
import { aggregateRoles } from './auth/rbac/aggregate.ts';
import { storeDefaultRoles } from './auth/rbac/bootstrap.ts';
import { guardEscalation } from './auth/rbac/escalation.ts';
import { bootstrapCluster, publishApi } from './bootstrap.ts';
import { createClassAdmission } from './builtin/default-class.ts';
import { makeBuiltinResources } from './builtin/resources.ts';
import { Collector } from './gc/collector.ts';
import type { ApiServer, ApiServerOptions } from './options.ts';
import type { Cluster } from './requests/context.ts';
import { serveDefinitions } from './resources/definitions.ts';
import { Registry } from './resources/registry.ts';
import { makeServingCertificate } from './server/certificates.ts';
import { makeKubeconfig } from './server/kubeconfig.ts';
import { listenSecurely } from './server/listen.ts';
import { Router } from './server/router.ts';
import { describeServerVersion } from './server/version.ts';
import { Store } from './store/store.ts';

export type * from '../../apimachinery/types.ts';
export type * from './options.ts';

/**
 * Starts a Kubernetes API server in this process: everything in memory, over TLS on loopback, with an authority and an
 * administrator's token of its own. Rejects with EADDRINUSE where the port is taken.
 */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { host = '127.0.0.1', port = 0, clock = { date: () => new Date() }, admission = [] } = options;
  const certificate = await makeServingCertificate(host);
  const token = makeToken();
  const store = new Store(options.historyLimit ?? 4096);
  const auth = new Auth(store, clock, { ...options.tokens, [token]: ADMIN });
  const registry = new Registry();
  const collector = new Collector();
  const cluster: Cluster = {
    store,
    registry,
    owners: collector,
    clock,
    admission: [createAccountAdmission(store), createClassAdmission(store), ...admission],
    guards: [guardEscalation(auth.authorizer, auth.resolver)],
    policies: new AdmissionPolicies({ store, registry }, auth.authorizer),
  };
  const builtin = makeBuiltinResources();
  for (const storage of new Set(builtin.map((resource) => resource.storage))) {
    cluster.registry.register(
      storage,
      builtin.filter((resource) => resource.storage === storage),
    );
  }
  collector.attach(cluster);
  serveDefinitions(cluster, options.validators ?? []);
  tellPolicyStatus(cluster);
  tellUndone(cluster);
  storeDefaultRoles(cluster);
  aggregateRoles(store);
  bootstrapCluster(cluster, options.crds, certificate.caPem);
  const version = describeServerVersion(options.kubernetesVersion ?? 'v1.34.1', clock.date());
  const { podLogs, podRuntime, audit } = options;
  const router = new Router({ cluster, auth, version, podLogs, podRuntime, audit });
  const server = await listenSecurely(
    certificate,
    host,
    port,
    (request, response) => router.route(request, response),
    (upgrade) => router.connect(upgrade),
  );
  publishApi(cluster, server.port);
  const url = `https://${host.includes(':') ? `[${host}]` : host}:${server.port}`;
  let stopped: Promise<void> | undefined;
  return {
    url,
    caPem: certificate.caPem,
    token,
    kubeconfig: makeKubeconfig(url, certificate.caPem, token),
    issueClientCertificate: certificate.issueClient,
    load: () => ({ connections: server.connections, watches: router.resources.watchCount }),
    stop: () => {
      stopped ??= (async () => {
        collector.stop();
        router.resources.endWatches();
        await server.close();
        await auth.issuer.settle();
      })();
      return stopped;
    },
  };
}
