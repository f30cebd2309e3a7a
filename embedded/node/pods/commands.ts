import { posix } from 'node:path';
import type { Command, CommandContainer, CommandStreams } from '../program.ts';

export type { CommandContainer, CommandStreams };

/** As shells tell that there is no such program. */
const NOT_FOUND = 127;
const TERMINATED = 143;

const COMMANDS: Readonly<Record<string, Command>> = {
  cat: printFiles,
  echo: (args, _container, { stdout }) => {
    const bare = args[0] === '-n';
    stdout(`${args.slice(bare ? 1 : 0).join(' ')}${bare ? '' : '\n'}`);
    return 0;
  },
  env: (_args, container, { stdout }) => {
    for (const [name, value] of Object.entries(listEnvironment(container))) stdout(`${name}=${value}\n`);
    return 0;
  },
  false: () => 1,
  hostname: (_args, { hostname }, { stdout }) => {
    stdout(`${hostname}\n`);
    return 0;
  },
  ls: listPaths,
  printenv: (names, container, { stdout }) => {
    const env = listEnvironment(container);
    const wanted = names.length > 0 ? names : Object.keys(env);
    for (const name of wanted)
      if (env[name] !== undefined) stdout(`${names.length > 0 ? '' : `${name}=`}${env[name]}\n`);
    return wanted.every((name) => env[name] !== undefined) ? 0 : 1;
  },
  pwd: (_args, _container, { stdout }) => {
    stdout('/\n');
    return 0;
  },
  sleep: (args, _container, { signal }) => sleep(args[0] ?? '', signal),
  true: () => 0,
};

/** True for what `runCommand` runs. */
export function isCommand(program: string): boolean {
  return Object.hasOwn(COMMANDS, posix.basename(program));
}

/** Names of what can be run, for messages. */
export function listCommands(): string {
  return Object.keys(COMMANDS).join(', ');
}

/**
 * Runs a command in a container that is a function of this process: there is no shell in it and no program but the few
 * that look at what it was given.
 * @returns the exit code
 */
export async function runCommand(
  command: readonly string[],
  container: CommandContainer,
  streams: CommandStreams,
): Promise<number> {
  const [program = '', ...args] = command;
  const name = posix.basename(program);
  const run = container.commands?.[name] ?? (isCommand(program) ? COMMANDS[name] : undefined);
  if (run) return run(args, container, streams);
  streams.stderr(
    `${program}: cannot run here. The container is part of the embedded node's own process and has no shell`,
  );
  streams.stderr(` and no programs; exec knows ${listCommands()}.\n`);
  return NOT_FOUND;
}

function listEnvironment({ hostname, env }: CommandContainer): Record<string, string> {
  return { HOSTNAME: hostname, ...env };
}

/** Seconds, or `infinity`; a signal ends it with the code of a program that was told to end. */
async function sleep(seconds: string, signal: AbortSignal | undefined): Promise<number> {
  const ms = Number(seconds.replace(/s$/, '')) * 1000;
  return new Promise((resolve) => {
    const timer = Number.isFinite(ms) ? setTimeout(() => resolve(0), ms) : undefined;
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve(TERMINATED);
    });
  });
}

async function printFiles(
  args: readonly string[],
  { files }: CommandContainer,
  streams: CommandStreams,
): Promise<number> {
  const paths = args.filter((arg) => arg === '-' || !arg.startsWith('-'));
  let code = 0;
  for (const path of paths.length > 0 ? paths : ['-']) {
    if (path === '-') {
      for await (const chunk of streams.stdin) streams.stdout(chunk);
      continue;
    }
    const absolute = posix.resolve('/', path);
    const content = files[absolute];
    if (content !== undefined) streams.stdout(content);
    else {
      code = 1;
      streams.stderr(`cat: ${path}: ${isFolder(files, absolute) ? 'Is a directory' : 'No such file or directory'}\n`);
    }
  }
  return code;
}

function isFolder(files: CommandContainer['files'], path: string): boolean {
  return path === '/' || Object.keys(files).some((file) => file.startsWith(`${path}/`));
}

function listPaths(args: readonly string[], { files }: CommandContainer, { stdout, stderr }: CommandStreams): number {
  const paths = args.filter((arg) => !arg.startsWith('-'));
  let code = 0;
  for (const path of paths.length > 0 ? paths : ['/']) {
    const absolute = posix.resolve('/', path);
    if (Object.hasOwn(files, absolute)) stdout(`${path}\n`);
    else if (isFolder(files, absolute)) for (const name of listNames(files, absolute)) stdout(`${name}\n`);
    else {
      code = 2;
      stderr(`ls: cannot access '${path}': No such file or directory\n`);
    }
  }
  return code;
}

/** Of what is right below a folder. */
function listNames(files: CommandContainer['files'], folder: string): string[] {
  const prefix = folder === '/' ? '/' : `${folder}/`;
  const inside = Object.keys(files).filter((file) => file.startsWith(prefix));
  return [...new Set(inside.map((file) => file.slice(prefix.length).split('/')[0] ?? ''))].sort();
}
