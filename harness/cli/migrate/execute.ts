import { resolve } from 'node:path';
import { type Manifest, readManifests } from '../../../apimachinery/manifests/index.ts';
import {
  checkMigration,
  ManifestError,
  type MigrateOptions,
  type Migration,
  migrateRules,
  renderMigrationConsole,
  renderMigrationJson,
  renderMigrationMarkdown,
  toValidation,
} from '../../../policy/migrate/index.ts';
import { isAtLeast, levels, renderGithub, renderJunit, renderSarif } from '../../../policy/validate/index.ts';
import { chooseView } from '../../../reports/console/style.ts';
import { writeFileWhole } from '../../../reports/files.ts';
import { kinds } from '../../kinds/index.ts';
import { UsageError } from '../../scenario/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';
import type { OptionValues } from '../options/spec.ts';
import { readSources } from '../validate/read-sources.ts';
import { readPackageVersion } from '../version.ts';
import type { Wiring } from '../wiring.ts';
import { formats } from './options.ts';

type Format = (typeof formats)[number];

/** Compares both sides, prints and writes what differs. Gives the exit code. */
export async function executeMigrateCheck(
  flags: OptionValues,
  { io, wiring }: { io: CliIo; wiring: Wiring },
): Promise<number> {
  const outputs = readOutputs(flags.output);
  const { migration, sources } = await compare(flags, io, wiring);
  const failOn = levels.find((level) => level === flags['fail-on']) ?? 'warning';
  const render = (format: Format, color: boolean): string => {
    const rendered = {
      validation: toValidation(migration, sources),
      textOf: () => undefined,
      notes: migration.notes,
      version: readPackageVersion(),
      command: 'migrate check',
    };
    switch (format) {
      case 'console':
        return renderMigrationConsole(migration, color);
      case 'json':
        return renderMigrationJson(migration, rendered.version);
      case 'markdown':
        return renderMigrationMarkdown(migration);
      case 'junit':
        return renderJunit(rendered, failOn);
      case 'sarif':
        return renderSarif(rendered, migrateRules);
      case 'github':
        return renderGithub(rendered);
    }
  };
  for (const [format, path] of outputs) writeFileWhole(resolve(io.cwd, path), render(format, false));
  const format = formats.find((name) => name === flags.format) ?? 'console';
  io.stdout.write(render(format, chooseView(io.stdout.isTTY, io.env).color));
  return migration.findings.some((finding) => isAtLeast(finding, failOn))
    ? exitCodes.notConformant
    : exitCodes.conformant;
}

interface Compared {
  migration: Migration;
  sources: readonly string[];
}

async function compare(flags: OptionValues, io: CliIo, wiring: Wiring): Promise<Compared> {
  const [from, to] = [readList(flags.from), readList(flags.to)];
  if (from.length === 0 && to.length === 0 && flags['ingress-class'] !== undefined) {
    const { runLive } = await import('./live/run.ts');
    try {
      return { migration: await runLive(flags, readOptions(flags, 500), { io, wiring }), sources: [] };
    } catch (error) {
      throw explainFault(error);
    }
  }
  if (from.length === 0 || to.length === 0)
    throw new UsageError(
      'gwconf migrate check needs --from with Ingresses and --to with their translation, or --ingress-class and --gateway-class of a cluster',
    );
  if (from.includes('-') && to.includes('-'))
    throw new UsageError('--from and --to cannot both read the standard input');
  const [old, now] = [await readSide(from, io), await readSide(to, io)];
  const gatewayClass = flags['gateway-class'];
  const chosen = typeof gatewayClass === 'string' ? now.filter((each) => isOfClass(each, gatewayClass)) : now;
  requireKinds(old, [kinds.Ingress], `--from ${from.join(',')}`);
  requireKinds(chosen, [kinds.Gateway, kinds.HTTPRoute, kinds.GRPCRoute, kinds.TLSRoute], `--to ${to.join(',')}`);
  const sources = [...new Set([...old, ...chosen].map(({ source }) => source))];
  try {
    return { migration: checkMigration(old, chosen, readOptions(flags, 5000)), sources };
  } catch (error) {
    throw explainFault(error, [...old, ...chosen]);
  }
}

/** Gateways of another class are none of the migration's. */
function isOfClass({ value }: Manifest, className: string): boolean {
  const spec = value.spec as { gatewayClassName?: unknown } | undefined;
  return value.kind !== kinds.Gateway.kind || spec?.gatewayClassName === className;
}

/** With the file of the object that it is about. */
function explainFault(error: unknown, manifests: readonly Manifest[] = []): unknown {
  if (!(error instanceof ManifestError)) return error;
  const found = manifests.find(({ value }) => error.message.startsWith(`${describe(value)}:`));
  return new UsageError(`${found ? `${found.source}: ` : ''}${error.message}.`, { cause: error });
}

function describe({ kind, metadata }: Manifest['value']): string {
  const { namespace, name } = (metadata ?? {}) as { namespace?: unknown; name?: unknown };
  return `${String(kind)} ${[namespace, name].filter((part) => typeof part === 'string').join('/')}`;
}

async function readSide(names: readonly string[], io: CliIo): Promise<Manifest[]> {
  const { sources } = await readSources(names, '-', io);
  return sources.flatMap(({ name, text, fault }) => {
    if (fault !== undefined) throw new UsageError(`${name} cannot be read: ${fault}`);
    const { manifests, faults } = readManifests(text, name);
    const [first] = faults;
    if (first) throw new UsageError(`${name}:${first.line}:${first.column} ${first.message}`);
    return manifests;
  });
}

function requireKinds(manifests: readonly Manifest[], wanted: readonly { kind: string }[], flag: string): void {
  const names = wanted.map(({ kind }) => kind);
  if (manifests.some(({ value }) => names.includes(String(value.kind)))) return;
  throw new UsageError(`${flag}: there is no object of kind ${names.join(' or ')} in it`);
}

function readOptions(flags: OptionValues, requests: number): MigrateOptions {
  const controller = flags.controller === 'nginx' || flags.controller === 'plain' ? flags.controller : undefined;
  const how = flags['regular-expressions'];
  return {
    controller,
    ...(typeof flags['ingress-class'] === 'string' ? { ingressClass: flags['ingress-class'] } : {}),
    regularExpressions: how === 'start' || how === 'anywhere' ? how : 'whole',
    seed: typeof flags.seed === 'number' ? flags.seed : 1,
    requests: typeof flags.requests === 'number' ? flags.requests : requests,
  };
}

function readList(value: OptionValues[string] | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function readOutputs(value: OptionValues[string] | undefined): [Format, string][] {
  if (typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, path]) => {
    const format = formats.find((known) => known === name);
    if (!format) throw new UsageError(`--output takes one of ${formats.join(', ')} with a file, not '${name}'`);
    return [format, String(path)];
  });
}
