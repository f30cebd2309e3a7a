/** A report could not be made or written: the harness's fault, never the implementation's. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}
