import { findExpression } from '../../expressions.ts';
import { type Location, listLocations, type Server } from './servers.ts';

export type Located =
  | { location: Location }
  /** The path lacks the slash at its end that a location has. */
  | { slashAdded: Location }
  | { unreadable: Location }
  | undefined;

/** https://nginx.org/en/docs/http/ngx_http_core_module.html#location */
export function locate(server: Server, path: string): Located {
  const locations = listLocations(server);
  return server.regex ? locateByExpression(locations, path) : locateByText(locations, path);
}

/** The first that matches, whatever the case of letters, from the start of the path. */
function locateByExpression(locations: readonly Location[], path: string): Located {
  for (const location of locations) {
    const expression = findExpression(`(?i)^${location.text}`, 'start');
    if (!expression) return { unreadable: location };
    if (expression.matches(path)) return { location };
  }
  return undefined;
}

function locateByText(locations: readonly Location[], path: string): Located {
  const exact = locations.find(({ kind, text }) => kind === 'exact' && text === path);
  if (exact) return { location: exact };
  const [longest] = locations
    .filter(({ kind, text }) => kind === 'prefix' && path.startsWith(text))
    .sort((a, b) => b.text.length - a.text.length);
  const slashed = locations.find(({ text }) => text === `${path}/`);
  if (slashed && longest?.text !== path) return { slashAdded: slashed };
  return longest && { location: longest };
}
