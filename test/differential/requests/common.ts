import type { RequestStep, Step } from '../run/steps.ts';
import { makeNamespace } from './own-crds.ts';

export const MERGE = { 'content-type': 'application/merge-patch+json' };
export const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json' };
export const APPLY = { 'content-type': 'application/apply-patch+yaml' };

export function inNamespace(name: string): Step {
  return { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace(name) };
}

export function post(id: string, path: string, body: object): RequestStep {
  return { id, method: 'POST', path, body };
}

export function merge(id: string, path: string, body: object): RequestStep {
  return { id, method: 'PATCH', path, body, headers: MERGE };
}

export function apply(id: string, path: string, manager: string, body: object | string, more = ''): RequestStep {
  return { id, method: 'PATCH', path: `${path}?fieldManager=${manager}${more}`, body, headers: APPLY };
}

export function configMap(name: string, fields: object = {}, metadata: object = {}): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, ...fields };
}
