import { MissingProgramError, ProgramError } from '../../common/exec/index.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';
import { findAdvice } from '../containers/index.ts';

interface Known {
  pattern: RegExp;
  /** `found` is what the pattern matched. */
  say(found: RegExpExecArray): string;
  /** The user can put it right by another option. */
  usage?: true;
}

const known: readonly Known[] = [
  {
    pattern: /node\(s\) already exist for a cluster with the name "([^"]+)"/,
    say: ([, name]) => `a kind cluster ${name} exists already: name another with --kind-name, or delete it`,
    usage: true,
  },
  {
    pattern: /failed to pull image "([^"]+)"/,
    say: ([, image]) =>
      `the node image ${image} is not in Docker and cannot be pulled: name one that is there with --kind-image, or a mirror with --image-registry`,
  },
  {
    pattern: /(port is already allocated|bind: address already in use)/,
    say: ([, said]) => `a port of the kind configuration is taken on this machine (${said}): choose another one in it`,
    usage: true,
  },
  {
    pattern: /(unknown apiVersion|unable to decode config|unknown field|yaml: |invalid configuration)[^\n]*/,
    say: ([said]) => `the kind configuration is not one that this kind takes: ${said}`,
    usage: true,
  },
  {
    pattern:
      /could not find a log line that matches|failed to init node with kubeadm|timed out waiting for the condition/,
    say: () =>
      'the node started, but Kubernetes in it did not: too little memory, another cgroup version than the node image expects, or a node image that is too old for this kind',
  },
];

/** Whether kind made nothing, since somebody has a cluster of this name. */
export function isNameTaken(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.cause instanceof ProgramError &&
    /already exist for a cluster/.test(error.cause.output)
  );
}

/** The error in words that say what to do, where its cause is known; otherwise the error itself. */
export function explainKindError(error: unknown, program: 'docker' | 'podman'): unknown {
  if (error instanceof MissingProgramError) {
    return new UsageError(
      'kind is not in the PATH: install it (https://kind.sigs.k8s.io/docs/user/quick-start/#installation), or use --provider embedded, which needs nothing',
      { cause: error },
    );
  }
  if (!(error instanceof ProgramError)) return error;
  const advice = findAdvice(error.output, program);
  if (advice !== undefined) return wrap(HarnessError, advice, error);
  for (const { pattern, say, usage } of known) {
    const found = pattern.exec(error.output);
    if (found) return wrap(usage ? UsageError : HarnessError, say(found), error);
  }
  return error;
}

function wrap(type: typeof HarnessError | typeof UsageError, text: string, cause: ProgramError): Error {
  return new type(`${text} (the command: ${cause.command})`, { cause });
}
