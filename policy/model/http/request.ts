/** A request as a client sends it to a Gateway. */
export interface HttpRequest {
  method: string;
  scheme: 'http' | 'https';
  /** Host header as sent. */
  host: string;
  /** Path with query, as sent. */
  path: string;
  /** Further headers, in the order sent. */
  headers: readonly (readonly [name: string, value: string])[];
  /** TLS server name, for https; empty for none. */
  sni?: string;
}

/** The path without query. */
export function pathOf({ path }: HttpRequest): string {
  return path.replace(/\?.*$/s, '');
}

/** The query with its `?`, or nothing. */
export function queryOf({ path }: HttpRequest): string {
  return /\?.*$/s.exec(path)?.[0] ?? '';
}

/** Values of a header, one for each line. */
export function valuesOf({ headers }: HttpRequest, name: string): readonly string[] {
  return headers.filter(([sent]) => sent.toLowerCase() === name.toLowerCase()).map(([, value]) => value.trim());
}

/** Values of a query parameter, decoded. */
export function parametersOf(request: HttpRequest, name: string): readonly string[] {
  return new URLSearchParams(queryOf(request)).getAll(name);
}
