import { ApiError, badRequest } from '../../../apimachinery/errors/status.ts';
import { cloneJson, isEqual, isObject } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { checkValueDepth } from '../server/depth.ts';
import { addPlace, findPlace, type Place, readPlace, removePlace, replacePlace } from './pointer.ts';

/** As of a real server. */
const MAX_OPERATIONS = 10_000;
const MAX_COPIED = 3 * 1024 * 1024;

/** Changes the document; false where it does not fit. */
type Operation = (document: { root: unknown }, path: string, operation: JsonObject) => boolean;

/** Lenient where a real server is: a field may be replaced that was not there, and what is missing is null. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  add: ({ root }, path, { value = null }) => {
    const place = findPlace(root, path);
    return place !== undefined && addPlace(place, value);
  },
  remove: ({ root }, path) => {
    const place = findPlace(root, path);
    return place !== undefined && removePlace(place);
  },
  replace: (document, path, { value = null }) => {
    if (path === '') document.root = value;
    const place = findPlace(document.root, path);
    return path === '' || (place !== undefined && replacePlace(place, value));
  },
  move: ({ root }, path, { from }) => {
    const source = findSource(root, from);
    if (!source) return false;
    const value = readPlace(source);
    if (!removePlace(source)) return false;
    const place = findPlace(root, path);
    return place !== undefined && addPlace(place, value);
  },
  copy: ({ root }, path, { from }) => {
    const source = findSource(root, from);
    const place = findPlace(root, path);
    return source !== undefined && place !== undefined && addPlace(place, cloneJson(readPlace(source) ?? null));
  },
  test: ({ root }, path, { value = null }) => {
    if (path === '') return isEqual(root, value);
    const place = findPlace(root, path);
    return place !== undefined && isEqual(readPlace(place) ?? null, value);
  },
};

/**
 * JSON patch on a copy. https://www.rfc-editor.org/rfc/rfc6902
 * @throws ApiError 400 for what is no list of operations, 413 for too much of them, 422 for one that does not fit
 */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw misread('object', '[]handlers.jsonPatchOp');
  const stray: unknown = patch.find((operation) => !isObject(operation));
  if (stray !== undefined) throw misread(Array.isArray(stray) ? 'array' : typeof stray, 'handlers.jsonPatchOp');
  if (patch.length > MAX_OPERATIONS) {
    throw tooLarge(`The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${patch.length}`);
  }
  const document = { root: cloneJson(target) };
  let copied = 0;
  for (const operation of patch as JsonObject[]) {
    const { op, path, from } = operation;
    const apply = typeof op === 'string' && Object.hasOwn(OPERATIONS, op) ? OPERATIONS[op] : undefined;
    if (op === 'copy') copied += measure(document.root, from);
    if (copied > MAX_COPIED) {
      const why = `the accumulated size increase of copy is ${copied}, exceeding the limit ${MAX_COPIED}`;
      throw tooLarge(`Unable to complete the copy, ${why}`);
    }
    if (!apply || typeof path !== 'string' || !apply(document, path, cloneJson(operation))) throw misfit();
  }
  // What is copied into itself is twice as deep each time.
  if (copied > 0) checkValueDepth(document.root);
  return document.root;
}

function findSource(root: unknown, from: unknown): Place | undefined {
  return typeof from === 'string' ? findPlace(root, from) : undefined;
}

/** Characters of what a copy operation copies: copies of copies grow fast. */
function measure(root: unknown, from: unknown): number {
  const place = findSource(root, from);
  return place ? (JSON.stringify(readPlace(place))?.length ?? 0) : 0;
}

function misread(found: string, wanted: string): ApiError {
  return badRequest(`error decoding patch: json: cannot unmarshal ${found} into Go value of type ${wanted}`);
}

/** As a real server says it: not which operation, nor why. */
function misfit(): ApiError {
  return new ApiError(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}

function tooLarge(why: string): ApiError {
  return new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: ${why}`);
}
