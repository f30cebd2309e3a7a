import { badRequest } from '../../../apimachinery/errors/status.ts';
import { isObject } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';

/** Fields of the body of a question that is not stored, each of the expected type; what is missing is empty. */
export class BodyReader {
  readonly #kind: string;
  readonly #version: string;

  constructor(kind: string, version: string) {
    this.#kind = kind;
    this.#version = version;
  }

  /** @throws ApiError 400 for a body that is no object, or one of another kind */
  body(value: unknown): JsonObject {
    if (!isObject(value)) throw this.#refuse('the body must be an object');
    const { kind } = value;
    if (kind !== undefined && kind !== '' && kind !== this.#kind) {
      throw badRequest(
        `${typeof kind === 'string' ? kind : typeof kind} in version "${this.#version}" cannot be handled as a ${this.#kind}: the kind must be ${this.#kind}`,
      );
    }
    return value;
  }

  object(parent: JsonObject, field: string, path: string): JsonObject | undefined {
    const value = parent[field] ?? undefined;
    if (value !== undefined && !isObject(value)) throw this.#refuse(`${path}.${field} must be an object`);
    return value;
  }

  string(parent: JsonObject, field: string, path: string): string {
    const value = parent[field] ?? '';
    if (typeof value !== 'string') throw this.#refuse(`${path}.${field} must be a string`);
    return value;
  }

  integer(parent: JsonObject, field: string, path: string): number | undefined {
    const value = parent[field] ?? undefined;
    if (value !== undefined && !Number.isInteger(value)) throw this.#refuse(`${path}.${field} must be an integer`);
    return value as number | undefined;
  }

  strings(parent: JsonObject, field: string, path: string): string[] {
    const value = parent[field] ?? [];
    if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) {
      throw this.#refuse(`${path}.${field} must be a list of strings`);
    }
    return value;
  }

  #refuse(why: string): Error {
    return badRequest(`${this.#kind} in version "${this.#version}" cannot be handled as a ${this.#kind}: ${why}`);
  }
}
