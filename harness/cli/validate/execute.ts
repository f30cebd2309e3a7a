import { resolve } from 'node:path';
import { readManifests } from '../../../apimachinery/manifests/index.ts';
import { ManifestError } from '../../../policy/model/index.ts';
import {
  allRules,
  type Claims,
  compareRouting,
  findClaims,
  isAtLeast,
  type Level,
  levels,
  listImplementations,
  type Rendered,
  type RoutingChange,
  type RuleFacts,
  renderConsole,
  renderGithub,
  renderJson,
  renderJunit,
  renderSarif,
  type Source,
  type Stage,
  validate,
} from '../../../policy/validate/index.ts';
import { chooseView } from '../../../reports/console/style.ts';
import { writeFileWhole } from '../../../reports/files.ts';
import { UsageError } from '../../scenario/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';
import type { OptionValues } from '../options/spec.ts';
import { loadPolicies } from '../policy/load.ts';
import { readPackageVersion } from '../version.ts';
import type { Wiring } from '../wiring.ts';
import { readAround } from './cluster.ts';
import { loadSettings } from './config.ts';
import { loadJudge } from './load-judge.ts';
import { formats } from './options.ts';
import { readSources } from './read-sources.ts';

type Format = (typeof formats)[number];

const parts = ['schema', 'cel', 'meaning', 'policy'] as const;

/** Validates what the arguments name, prints and writes the findings. Gives the exit code. */
export async function executeValidate(
  args: readonly string[],
  flags: OptionValues,
  { io, wiring }: { io: CliIo; wiring: Wiring },
): Promise<number> {
  const { values, suppressions } = loadSettings(flags, io);
  const only = readOnly(values.only);
  const failOn = levels.find((level) => level === values['fail-on']) ?? 'error';
  const policies = Array.isArray(values.policy) ? loadPolicies(values.policy.map(String), io) : [];
  const own = policies.flatMap(({ rules }) => rules);
  const outputs = readOutputs(values.output);
  const stdinName = typeof values['stdin-filename'] === 'string' ? values['stdin-filename'] : '-';
  const { sources, notes } = await readSources(args, stdinName, io);
  const asksCrds = only.has('schema') || only.has('cel');
  const loaded = asksCrds ? await loadJudge(values, io, wiring) : undefined;
  const around = values.cluster === true ? await readAround(values, wiring) : undefined;
  const validation = validate(sources, {
    judge: loaded?.judge,
    only,
    ...(typeof values.namespace === 'string' ? { namespace: values.namespace } : {}),
    closed: values['closed-world'] === true || around !== undefined,
    ...(around ? { around: around.objects, openKinds: around.openKinds } : {}),
    suppressions,
    rules: own,
    ...(typeof values.for === 'string' ? { fitFor: readClaims(values.for) } : {}),
  });
  const texts = new Map(sources.map(({ name, text }) => [name, text]));
  const changes = typeof values.against === 'string' ? await readChanges(values.against, sources, io) : undefined;
  const rendered: Rendered = {
    validation,
    textOf: (source) => texts.get(source),
    notes: [...(loaded?.notes ?? []), ...(around?.notes ?? []), ...notes],
    ...(changes ? { changes } : {}),
    version: readPackageVersion(),
  };
  const format = formats.find((name) => name === values.format) ?? 'console';
  const { color } = chooseView(io.stdout.isTTY, io.env);
  for (const [name, path] of outputs) writeFileWhole(resolve(io.cwd, path), render(name, rendered, own, failOn, false));
  io.stdout.write(render(format, rendered, own, failOn, color));
  return validation.findings.some((finding) => isAtLeast(finding, failOn))
    ? exitCodes.notConformant
    : exitCodes.conformant;
}

/** Of the manifests as they are in another place. */
async function readChanges(name: string, sources: readonly Source[], io: CliIo): Promise<readonly RoutingChange[]> {
  const before = await readSources([name], '-', io);
  const valuesOf = (some: readonly Source[]) =>
    some.flatMap(({ name: source, text }) => readManifests(text, source).manifests.map(({ value }) => value));
  try {
    return compareRouting(valuesOf(before.sources), valuesOf(sources));
  } catch (error) {
    if (error instanceof ManifestError) throw new UsageError(`--against: ${error.message}`, { cause: error });
    throw error;
  }
}

function readClaims(text: string): Claims {
  const claims = findClaims(text);
  if (claims) return claims;
  const known = listImplementations();
  throw new UsageError(`--for: there is no published report of ${text}; there are those of ${known.join(', ')}`);
}

function readOnly(value: OptionValues[string] | undefined): ReadonlySet<Exclude<Stage, 'files'>> {
  if (!Array.isArray(value)) return new Set(parts);
  const chosen = value.map((name: string) => {
    const part = parts.find((known) => known === name);
    if (!part) throw new UsageError(`--only takes a list of ${parts.join(', ')}, not '${name}'`);
    return part;
  });
  return new Set(chosen);
}

function readOutputs(value: OptionValues[string] | undefined): [Format, string][] {
  if (typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, path]) => {
    const format = formats.find((known) => known === name);
    if (!format)
      throw new UsageError(
        `--output takes one of ${formats.join(', ')} with a file, as sarif=gwconf.sarif, not '${name}'`,
      );
    return [format, String(path)];
  });
}

function render(format: Format, rendered: Rendered, own: readonly RuleFacts[], failOn: Level, color: boolean): string {
  switch (format) {
    case 'console':
      return renderConsole(rendered, color);
    case 'json':
      return renderJson(rendered);
    case 'junit':
      return renderJunit(rendered, failOn);
    case 'sarif':
      return renderSarif(rendered, [...allRules, ...own]);
    case 'github':
      return renderGithub(rendered);
  }
}
