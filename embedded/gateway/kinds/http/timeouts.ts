import type { TimeoutPolicy } from '../../behaviour/http.ts';
import { parseDuration } from '../../model/duration.ts';

/** A timeout of zero is none. https://gateway-api.sigs.k8s.io/reference/spec/#httproutetimeouts */
export const specifiedTimeouts: TimeoutPolicy = {
  restarts: false,
  request: ({ request = '0s' }) => parseDuration(request),
  backendRequest: ({ backendRequest = '0s' }) => parseDuration(backendRequest),
};
