import type { Resource } from '../resources/types.ts';
import { formatObject } from '../server/respond.ts';
import { showList, type View } from '../server/views.ts';
import type { Page } from './page.ts';

/** The JSON of a list. Items of built-in kinds carry no kind, as on a real server. */
export function formatList(resource: Resource, { states, metadata }: Page, view: View): string {
  if (view.as !== 'Object') return JSON.stringify(showList(states, resource, view, metadata));
  const items = states.map((state) =>
    resource.custom ? formatObject(state, resource) : `{${state.toFields(resource)}}`,
  );
  const { listKind, apiVersion } = resource;
  // A list that only its schema knows the items of says that there is nothing to go on with.
  const given = resource.custom ? { continue: '', ...metadata } : metadata;
  const head = JSON.stringify({ kind: listKind, apiVersion, metadata: given });
  return `${head.slice(0, -1)},"items":[${items.join(',')}]}`;
}
