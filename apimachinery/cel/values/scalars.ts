/** An unsigned integer; a signed one is a bigint, a double is a number. */
export class Uint {
  readonly value: bigint;

  constructor(value: bigint) {
    this.value = value;
  }
}

/** What `type(x)` gives. */
export class TypeValue {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** What stops an evaluation. Its message is what users read, so it is that of a Kubernetes API server. */
export class CelError extends Error {
  override readonly name = 'CelError';
}

export function noSuchOverload(): CelError {
  return new CelError('no such overload');
}
