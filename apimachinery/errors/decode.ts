import { ApiError } from './status.ts';

interface Identity {
  readonly kind: string;
  readonly version: string;
}

/** A body that is no object of its kind, 400. A patch that makes such a body is refused in other words. */
export class DecodeError extends ApiError {
  readonly detail: string;
  /** For a strategic merge patch. */
  readonly converted: string;

  /**
   * @param given what the body says that it is, where that is something else
   * @param converted the detail where the body comes of a strategic merge patch
   */
  constructor(resource: Identity, detail: string, given: Identity = resource, converted = detail) {
    const subject = `${given.kind} in version ${JSON.stringify(given.version)}`;
    super(400, 'BadRequest', `${subject} cannot be handled as a ${resource.kind}: ${detail}`);
    this.detail = detail;
    this.converted = converted;
  }
}
