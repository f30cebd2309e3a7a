import { type Fault, fault } from './types.ts';

/** Requests changed wrongly on their way. */
export const filterFaults: readonly Fault[] = [
  fault('redirect-always-301', 'redirects with 301 whatever the filter says', 'filters', ({ redirect }) => ({
    redirect: (filter, request) => redirect({ ...filter, statusCode: 301 }, request),
  })),
  fault('redirect-always-302', 'redirects with 302 whatever the filter says', 'filters', ({ redirect }) => ({
    redirect: (filter, request) => redirect({ ...filter, statusCode: 302 }, request),
  })),
  fault(
    'redirect-host-dropped',
    'redirects to the host of the request whatever the filter says',
    'filters',
    ({ redirect }) => ({
      redirect: ({ hostname: _dropped, ...filter }, request) => redirect(filter, request),
    }),
  ),
  fault('redirect-wrong-port', 'redirects to port 8080', 'filters', ({ redirect }) => ({
    redirect: (filter, request) => redirect({ port: 8080, ...filter }, request),
  })),
  fault('redirect-path-dropped', 'redirects to / whatever the path of the request', 'filters', ({ redirect }) => ({
    redirect: (filter, request) => redirect(filter, { ...request, target: '/' }),
  })),
  fault('header-set-appends', 'adds a value where a header should be overwritten', 'filters', ({ addHeader }) => ({
    setHeader: addHeader,
  })),
  fault('header-add-overwrites', 'overwrites a header where a value should be added', 'filters', ({ setHeader }) => ({
    addHeader: setHeader,
  })),
  fault('header-add-ignored', 'does not add headers', 'filters', () => ({ addHeader: (lines) => lines })),
  fault('header-remove-ignored', 'does not remove headers', 'filters', () => ({ removeHeader: (lines) => lines })),
  fault('header-remove-case-sensitive', 'removes headers only where case agrees', 'filters', () => ({
    removeHeader: (lines, name) => lines.filter(([existing]) => existing !== name),
  })),
  fault('header-set-case-sensitive', 'overwrites headers only where case agrees', 'filters', () => ({
    setHeader: (lines, name, value) => [...lines.filter(([existing]) => existing !== name), [name, value]],
  })),
  fault('query-lost', 'forwards requests without their query', 'forwarding', () => ({
    target: (received) => received.replace(/\?.*$/, ''),
  })),
  fault('path-decoded', 'forwards paths with their percent-encoding undone', 'forwarding', () => ({
    target: (received) => received.replace(/%(?:2[1-9a-f]|[3-7][0-9a-e])/gi, (code) => decodeURIComponent(code)),
  })),
  fault('host-rewritten', 'forwards requests with the address of the backend as Host', 'forwarding', () => ({
    host: (_received, { address, port }) => `${address}:${port}`,
  })),
];
