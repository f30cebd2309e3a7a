/** Everything that the CLI touches of its process, so that tests can stand in for it. */
export interface CliIo {
  stdout: CliOutput;
  stderr: CliOutput;
  env: Readonly<Record<string, string | undefined>>;
  /** Absolute; relative paths of flags start here. */
  cwd: string;
  /** Calls back for each SIGINT and SIGTERM until the returned function is called. */
  onSignal(handler: (name: string) => void): () => void;
  /** Ends the process at once: after a second signal only. */
  exit(code: number): void;
}

export interface CliOutput {
  write(text: string): void;
  isTTY: boolean;
  columns: number;
  rows: number;
}

/** The real process. */
export function createProcessIo(): CliIo {
  return {
    stdout: toOutput(process.stdout),
    stderr: toOutput(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    onSignal(handler) {
      const names = ['SIGINT', 'SIGTERM'] as const;
      for (const name of names) process.on(name, handler);
      return () => {
        for (const name of names) process.off(name, handler);
      };
    },
    exit: (code) => process.exit(code),
  };
}

function toOutput(stream: NodeJS.WriteStream): CliOutput {
  // A reader that goes away (`gwconf list | head`) is no error of ours.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => void stream.write(text),
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns ?? 100;
    },
    get rows() {
      return stream.rows ?? 24;
    },
  };
}
