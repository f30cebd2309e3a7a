import { applyPatch, type Operation } from 'rfc6902';
import { ApiError, badRequest } from '../errors/status.ts';
import { cloneJson, isObject } from '../json.ts';

const OPERATIONS = ['add', 'remove', 'replace', 'move', 'copy', 'test'];

/** JSON patch (RFC 6902) on a copy. Errors: 400 for what is no list, 422 for one that does not fit. */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
    );
  }
  for (const operation of patch) {
    if (!isObject(operation) || typeof operation.path !== 'string' || !OPERATIONS.includes(String(operation.op)))
      throw misfit();
  }
  const copy = { root: cloneJson(target) };
  if (applyPatch(copy, patch.map(toRooted)).some((error) => error !== null)) throw misfit();
  return copy.root;
}

/** As a real server says it: not which operation, nor why. */
function misfit(): ApiError {
  return new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}

/** Patches below one field, so that the whole document can be replaced too. */
function toRooted(operation: Operation & { from?: string }): Operation {
  const from = operation.from === undefined ? {} : { from: `/root${operation.from}` };
  return { ...operation, path: `/root${operation.path}`, ...from } as Operation;
}
