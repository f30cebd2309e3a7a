/** What a request wants to do. https://kubernetes.io/docs/reference/access-authn-authz/authorization/#review-your-request-attributes */
export type Attributes = ResourceAttributes | PathAttributes;

export interface ResourceAttributes {
  readonly isResource: true;
  /** `get`, `list`, `watch`, `create`, …; empty for a method that stands for none. */
  readonly verb: string;
  readonly group: string;
  readonly plural: string;
  readonly subresource: string;
  /** Empty for all namespaces and for cluster scope. */
  readonly namespace: string;
  /** Empty where a request names no object. */
  readonly name: string;
}

export interface PathAttributes {
  readonly isResource: false;
  /** The method in small letters. */
  readonly verb: string;
  readonly path: string;
}
