import { MissingProgramError, ProgramError } from '../../common/exec/index.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';

interface Known {
  pattern: RegExp;
  say(name: string, program: string): string;
}

/** What people run into, and what they can do. */
const known: readonly Known[] = [
  {
    pattern: /permission denied.*(docker|podman)\S*\.sock|dial unix.*permission denied/i,
    say: (name) =>
      `you may not use ${name}: add your user to its group (sudo usermod -aG docker $USER, then log in again), or use rootless ${name}`,
  },
  {
    pattern:
      /cannot connect to the docker daemon|is the docker daemon running|error during connect|failed to connect to the docker api|connect to podman|podman machine/i,
    say: (name, program) =>
      `${name} is installed, but does not run: start it (Linux: sudo systemctl start ${program}; macOS and Windows: ${program === 'podman' ? 'podman machine start' : 'Docker Desktop'})`,
  },
  {
    pattern: /no space left on device|disk quota exceeded/i,
    say: (name, program) =>
      `${name} is out of disk space: look with ${program} system df, make room with ${program} system prune`,
  },
  {
    pattern: /too many open files|inotify/i,
    say: () =>
      'the kernel is out of inotify instances: sudo sysctl fs.inotify.max_user_instances=512 fs.inotify.max_user_watches=524288',
  },
  {
    pattern: /toomanyrequests|rate limit/i,
    say: () => 'the registry refuses more downloads for now: log in to it, or name a mirror with --image-registry',
  },
];

/** The error in words that say what to do, where its cause is known; otherwise the error itself. */
export function explainRuntimeError(error: unknown, program: 'docker' | 'podman'): unknown {
  if (error instanceof MissingProgramError) return missingRuntime(error);
  if (!(error instanceof ProgramError)) return error;
  const text = findAdvice(error.output, program);
  return text === undefined ? error : new HarnessError(`${text} (the command: ${error.command})`, { cause: error });
}

/** What to do about an output of docker, podman or kind; undefined where nothing is known of it. */
export function findAdvice(output: string, program: 'docker' | 'podman'): string | undefined {
  const name = program === 'docker' ? 'Docker' : 'Podman';
  return known.find(({ pattern }) => pattern.test(output))?.say(name, program);
}

export function missingRuntime(cause?: unknown): UsageError {
  return new UsageError(
    'neither docker nor podman is in the PATH: install one (https://docs.docker.com/get-docker/, https://podman.io), or use --provider embedded, which needs neither',
    { cause },
  );
}
