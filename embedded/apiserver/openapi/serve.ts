import { pathNotFound } from '../../../apimachinery/errors/status.ts';
import type { Request, Response } from '../server/messages.ts';
import { sendBytes, sendJson } from '../server/respond.ts';
import type { Document, OpenApi } from './documents.ts';
import { encodeSwagger, SWAGGER_TYPE, wantsEncodedSwagger } from './swagger.ts';

const JSON_TYPE = 'application/json';

/**
 * GET /openapi/v2, /openapi/v3 and the documents below it. A document asked for by its hash never changes, so that
 * clients may keep it; one asked for by another state's hash is found where it is now.
 * https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-interface-definition
 * @param path segments after `openapi`
 * @throws ApiError 404
 */
export function serveOpenApi(
  openApi: OpenApi,
  path: readonly string[],
  query: URLSearchParams,
  request: Request,
  response: Response,
): void {
  const [version, root] = path;
  if (version === 'v2' && root === undefined) serveSwagger(openApi.describeAll(), request, response);
  else if (version === 'v3' && root === undefined) sendJson(response, 200, openApi.describeRoot());
  else if (version === 'v3') serveDocument(openApi, path, query.get('hash'), request, response);
  else throw pathNotFound();
}

function serveDocument(
  openApi: OpenApi,
  path: readonly string[],
  hash: string | null,
  request: Request,
  response: Response,
): void {
  const [, root, first = '', second] = path;
  const isDocument = root === 'api' ? path.length === 3 : root === 'apis' && path.length === 4;
  const [group, version] = root === 'api' ? ['', first] : [first, second ?? ''];
  const found = isDocument ? openApi.describeVersion(group, version) : undefined;
  if (!found) throw pathNotFound();
  if (hash !== null && hash !== found.etag) {
    const location = `/openapi/${path.join('/')}?hash=${found.etag}`;
    sendBytes(response, 301, { 'content-type': JSON_TYPE, location }, Buffer.alloc(0));
    return;
  }
  const lasting: Record<string, string> = { 'cache-control': 'public, immutable', expires: inOneYear() };
  sendDocument(found, JSON_TYPE, Buffer.from(found.text), hash === null ? {} : lasting, request, response);
}

function serveSwagger(document: Document, request: Request, response: Response): void {
  const isEncoded = wantsEncodedSwagger(String(request.headers.accept ?? ''));
  const body = isEncoded ? encodeSwagger(JSON.parse(document.text)) : Buffer.from(document.text);
  sendDocument(document, isEncoded ? SWAGGER_TYPE : JSON_TYPE, body, {}, request, response);
}

function sendDocument(
  { etag }: Document,
  type: string,
  body: Buffer,
  extra: Record<string, string>,
  request: Request,
  response: Response,
): void {
  const quoted = `"${etag}"`;
  const headers = { 'content-type': type, etag: quoted, vary: 'Accept', ...extra };
  const isKnown = String(request.headers['if-none-match'] ?? '').includes(quoted);
  sendBytes(response, isKnown ? 304 : 200, headers, isKnown ? Buffer.alloc(0) : body);
}

function inOneYear(): string {
  const date = new Date();
  date.setUTCFullYear(date.getUTCFullYear() + 1);
  return date.toUTCString();
}
