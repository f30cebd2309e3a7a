/**
 * Something that was asked for and can't be had: a file that holds no CRDs, a release that doesn't exist, a cache that
 * is damaged (`ERR_CRDS_INPUT`), or a network or a disk that fails (`ERR_CRDS_UNAVAILABLE`). The message is one sentence.
 */
export class CrdError extends Error {
  override readonly name = 'CrdError';
  readonly code: 'ERR_CRDS_INPUT' | 'ERR_CRDS_UNAVAILABLE';

  constructor(code: CrdError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What the operating system said of a path, in words; the message of anything else. */
export function describeCause(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code && words[code]) || (message ?? String(error)).split('\n', 1)[0] || String(error);
}

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the disk',
};
