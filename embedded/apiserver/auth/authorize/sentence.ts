import type { Attributes } from '../../../../apimachinery/access/attributes.ts';
import type { User } from '../../../../apimachinery/access/user.ts';
import { ApiError, formatResource } from '../../../../apimachinery/errors/status.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** 403 with the sentence of a real server. `reason`: why the authorizer could not tell, empty where it could. */
export function denied(user: User, attributes: Attributes, reason: string): ApiError {
  const sentence = escapeMarkup(describeDenial(user, attributes));
  const why = reason === '' ? sentence : `${sentence}: ${reason}`;
  if (!attributes.isResource) return new ApiError(403, 'Forbidden', `forbidden: ${why}`, {});
  const { group, plural, name } = attributes;
  const subject = name === '' ? formatResource(attributes) : `${formatResource(attributes)} ${JSON.stringify(name)}`;
  const details = { ...(name && { name }), ...(group && { group }), kind: plural };
  return new ApiError(403, 'Forbidden', `${subject} is forbidden: ${why}`, details);
}

function describeDenial({ username }: User, attributes: Attributes): string {
  const who = `User ${JSON.stringify(username)} cannot ${attributes.verb}`;
  if (!attributes.isResource) return `${who} path ${JSON.stringify(attributes.path)}`;
  const { group, plural, subresource, namespace } = attributes;
  const resource = subresource === '' ? plural : `${plural}/${subresource}`;
  const scope = namespace === '' ? 'at the cluster scope' : `in the namespace ${JSON.stringify(namespace)}`;
  return `${who} resource ${JSON.stringify(resource)} in API group ${JSON.stringify(group)} ${scope}`;
}

/** Names come from the request, and a browser might show the answer. */
function escapeMarkup(text: string): string {
  return text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? character);
}
