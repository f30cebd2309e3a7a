import { expect } from 'chai';

/** What it rejects with; a failure of the test where it does not. */
export function refusalOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.fail('it should have failed'),
    (error: Error) => error,
  );
}
