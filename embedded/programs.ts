import type { Command, Program } from './node/program.ts';

/** Image of the echo backend. */
export const echoImage = 'gwconf.dev/echo:v1';

/** Of the official suite's mesh tests, which run its client by exec. */
const advancedEcho: Program = Object.assign(loadAdvanced, {
  commands: {
    client: async (...asked: Parameters<Command>) => (await import('./echo/client.ts')).runClient(...asked),
  },
});

/**
 * The images that the embedded node runs, by repository. Manifests written for the official suite name its echo images
 * under several registries, and since v1.7 below `conformance`: the last parts of the name stand for all of them. Its
 * backend for UDP is CoreDNS up to v1.6.
 */
export const builtInPrograms: Readonly<Record<string, Program>> = {
  'gwconf.dev/echo': loadEcho,
  'gateway-api/echo-basic': loadEcho,
  'conformance/echo-basic': loadEcho,
  'gateway-api/echo-advanced': advancedEcho,
  'conformance/echo-advanced': advancedEcho,
  'coredns/coredns': loadDns,
  'gwconf.dev/reference-gateway': loadGateway,
};

// Loaded when a pod first asks for them: many clusters never do.
async function loadEcho(context: Parameters<Program>[0]): Promise<void> {
  const { echo } = await import('./echo/program.ts');
  return echo(context);
}

async function loadAdvanced(context: Parameters<Program>[0]): Promise<void> {
  const { advancedEcho: program } = await import('./echo/advanced.ts');
  return program(context);
}

async function loadDns(context: Parameters<Program>[0]): Promise<void> {
  const { dns } = await import('./dns/program.ts');
  return dns(context);
}

async function loadGateway(context: Parameters<Program>[0]): Promise<void> {
  const { referenceGateway } = await import('./gateway/program.ts');
  return referenceGateway(context);
}
