/** Everything that the CLI touches of its process, so that tests can stand in for it. */
export interface CliIo {
  stdout: CliOutput;
  stderr: CliOutput;
  env: Readonly<Record<string, string | undefined>>;
  /** Absolute; relative paths of flags start here. */
  cwd: string;
  /** What gwconf was called by, for commands to paste. */
  program: readonly string[];
  /** All of the standard input; absent where there is none. */
  readStdin?(): Promise<Uint8Array>;
  /** Calls back for each SIGINT, SIGTERM and SIGHUP until the returned function is called. */
  onSignal(handler: (name: NodeJS.Signals) => void): () => void;
  /** Ends the process at once, by that signal: after a second one only. Shells show SIGINT as 130. */
  endBy(name: NodeJS.Signals): void;
  /** Why output was lost, once: a disk that is full. Undefined where none was. */
  findLoss?(): Error | undefined;
}

export interface CliOutput {
  write(text: string): void;
  isTTY: boolean;
  columns: number;
  rows: number;
}

/** The real process. */
export function createProcessIo(): CliIo {
  let loss: Error | undefined;
  const note = (error: NodeJS.ErrnoException): void => {
    // A reader that goes away (`gwconf list | head`) is no error of ours.
    if (error.code !== 'EPIPE') loss ??= error;
  };
  return {
    stdout: toOutput(process.stdout, note),
    stderr: toOutput(process.stderr, note),
    env: process.env,
    cwd: process.cwd(),
    program: findProgram(process.argv[1], process.env),
    async readStdin() {
      const chunks: Uint8Array[] = [];
      for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks);
    },
    onSignal(handler) {
      // SIGHUP: the terminal was closed, and a cluster of kind must not stay behind for that.
      const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
      for (const name of names) process.on(name, handler);
      return () => {
        for (const name of names) process.off(name, handler);
      };
    },
    endBy(name) {
      // process.exit() stops the threads first, and Node 20 aborts with a stack trace where one of them reads a request.
      process.removeAllListeners(name);
      process.kill(process.pid, name);
    },
    findLoss: () => loss,
  };
}

/** An error of the stream must not end the process here: there is a cluster to stop, and reports to write. */
function toOutput(stream: NodeJS.WriteStream, onError: (error: Error) => void): CliOutput {
  stream.on('error', onError);
  return {
    write: (text) => void stream.write(text),
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns ?? 80;
    },
    get rows() {
      return stream.rows ?? 24;
    },
  };
}

/** A shell finds `gwconf` where it was found there before, or by npx; else the script is named, as in a checkout. */
export function findProgram(script: string | undefined, env: CliIo['env']): readonly string[] {
  if (script?.endsWith('gwconf.js')) return ['node', script];
  return env.npm_command === 'exec' ? ['npx', 'gwconf'] : ['gwconf'];
}
