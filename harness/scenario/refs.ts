/**
 * Names an object by its logical name: `HTTPRoute/header-matching` in the main namespace,
 * `HTTPRoute/other/header-matching` in the namespace labelled `other`, `GatewayClass/name` without one.
 * `Gateway/shared` is the shared Gateway for HTTP, `Gateway/shared-tls` that for TLS. The engine resolves the name with
 * `env.name`, save where it begins with `=`: `Gateway/=the-real-name` is taken as it is written.
 */
export type ObjectRef = `${string}/${string}`;
