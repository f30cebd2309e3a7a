import { ProgramError, type ProgramOptions, type RunProgram, runProgram } from '../../common/exec/index.ts';
import { isRecord } from '../../common/guards.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';
import { explainRuntimeError } from './explain.ts';
import type { Container, ContainerNetwork, ContainerRuntime } from './types.ts';

const pullTimeoutMs = 600_000;
/** Podman is another product with versions of its own. */
const oldestVersions = { docker: 20, podman: 4 };

export function createRuntime(program: 'docker' | 'podman', run: RunProgram = runProgram): ContainerRuntime {
  const call = async (args: readonly string[], options: ProgramOptions = {}): Promise<string> => {
    try {
      return await run(program, args, options);
    } catch (error) {
      throw explainRuntimeError(error, program);
    }
  };

  return {
    program,

    async version(signal) {
      const text = await call(['version', '--format', '{{json .}}'], { signal, timeoutMs: 20_000 });
      const version = readVersion(text);
      if (version === undefined) throw new HarnessError(`${program} version gives no version of its server: ${text}`);
      if (Number.parseInt(version, 10) < oldestVersions[program]) {
        throw new UsageError(
          `${program} ${version} is too old: kind needs ${program} ${oldestVersions[program]} or newer`,
        );
      }
      return version;
    },

    exec: (container, command, options = {}) =>
      call(['exec', ...(options.input === undefined ? [] : ['-i']), container, ...command], options),

    async listContainers(label, signal) {
      const ids = lines(await call(['ps', '--all', '--quiet', '--no-trunc', '--filter', `label=${label}`], { signal }));
      // One by one: a container may go between the two questions.
      const found = ids.map(async (id) => {
        try {
          return parseArray(await run(program, ['inspect', id], { signal })).map(readContainer);
        } catch (error) {
          if (error instanceof ProgramError && /no such/i.test(error.output)) return [];
          throw explainRuntimeError(error, program);
        }
      });
      return (await Promise.all(found)).flat();
    },

    async inspectNetwork(name, signal) {
      return readNetwork(parseArray(await call(['network', 'inspect', name], { signal }))[0]);
    },

    async imageId(image, signal) {
      try {
        return (await run(program, ['image', 'inspect', '--format', '{{.Id}}', image], { signal })).trim();
      } catch (error) {
        if (error instanceof ProgramError && /no such image|not known|not found/i.test(error.output)) return undefined;
        throw explainRuntimeError(error, program);
      }
    },

    async pull(image, signal) {
      await call(['pull', '--quiet', image], { signal, timeoutMs: pullTimeoutMs });
    },

    async tag(image, name, signal) {
      await call(['tag', image, name], { signal });
    },

    async build(folder, image, args, signal) {
      const pairs = Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
      await call(['build', '--tag', image, ...pairs, folder], { signal, timeoutMs: pullTimeoutMs });
    },
  };
}

/** Docker has `Server.Version`; Podman without a service of its own tells the client's only. */
function readVersion(text: string): string | undefined {
  const body: unknown = parse(text);
  const parts = isRecord(body) ? [body.Server, body.Client].filter(isRecord) : [];
  return parts.map(({ Version }) => Version).find((version) => typeof version === 'string');
}

function readContainer(entry: unknown): Container {
  const { Id, Name, Created } = isRecord(entry) ? entry : {};
  return { id: String(Id), name: String(Name).replace(/^\//, ''), createdAt: String(Created) };
}

/** Docker tells subnets under `IPAM.Config`, Podman under `subnets`. */
function readNetwork(entry: unknown): ContainerNetwork {
  const network = isRecord(entry) ? entry : {};
  const ipam = isRecord(network.IPAM) && Array.isArray(network.IPAM.Config) ? network.IPAM.Config : [];
  const configs = [...ipam, ...(Array.isArray(network.subnets) ? network.subnets : [])].filter(isRecord);
  const containers = isRecord(network.Containers) ? network.Containers : network.containers;
  const endpoints = Object.values(isRecord(containers) ? containers : {});
  return {
    subnets: texts(configs.flatMap(({ Subnet, subnet }) => [Subnet, subnet])),
    taken: [
      ...texts(configs.flatMap(({ Gateway, gateway }) => [Gateway, gateway])),
      ...texts(endpoints.flatMap(findAddresses)).map((address) => address.replace(/\/.*$/, '')),
    ],
  };
}

function findAddresses(endpoint: unknown): unknown[] {
  if (!isRecord(endpoint)) return [];
  const interfaces = isRecord(endpoint.interfaces) ? Object.values(endpoint.interfaces).filter(isRecord) : [];
  const nested = interfaces.flatMap(({ subnets }) => (Array.isArray(subnets) ? subnets.filter(isRecord) : []));
  return [endpoint.IPv4Address, endpoint.IPv6Address, ...nested.map(({ ipnet }) => ipnet)];
}

function texts(values: readonly unknown[]): string[] {
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
}

function parseArray(text: string): unknown[] {
  const value = parse(text);
  return Array.isArray(value) ? value : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
