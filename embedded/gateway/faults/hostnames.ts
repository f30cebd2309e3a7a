import { compareHostnames, hostMatches, selectListeners } from '../listeners/hostnames.ts';
import { type Fault, fault } from './types.ts';

type Matches = typeof hostMatches;

const matchesBareDomain: Matches = (pattern, host) =>
  hostMatches(pattern, host) || (pattern !== undefined && pattern.toLowerCase() === `*.${host}`);
const matchesOneLabel: Matches = (pattern, host) =>
  hostMatches(pattern, host) && (!pattern?.startsWith('*.') || host.split('.').length === pattern.split('.').length);

/** Hostnames of routes and listeners read wrongly. */
export const hostnameFaults: readonly Fault[] = [
  fault('route-hostname-ignored', 'serves routes for hostnames that they do not name', 'hostnames', () => ({
    matches: () => true,
  })),
  fault('wildcard-matches-bare-domain', 'takes example.com for a match of *.example.com', 'hostnames', () => ({
    matches: matchesBareDomain,
    select: (listeners, host) => selectListeners(listeners, host, matchesBareDomain),
    intersect: (a, b) => !a || !b || a === b || matchesBareDomain(a, b) || matchesBareDomain(b, a),
  })),
  fault('wildcard-matches-one-label', 'does not match a.b.example.com by *.example.com', 'hostnames', () => ({
    matches: matchesOneLabel,
    select: (listeners, host) => selectListeners(listeners, host, matchesOneLabel),
  })),
  fault('hostname-intersection-ignored', 'attaches routes whose hostnames no listener has', 'attachment', () => ({
    hostnamesAllow: () => true,
  })),
  fault('hostname-intersection-exact', 'attaches routes only where hostnames are equal', 'hostnames', () => ({
    intersect: (a, b) => !a || !b || a === b,
  })),
  fault('listener-hostname-ignored', 'serves the routes of a listener for every hostname', 'hostnames', () => ({
    select: (listeners) => listeners,
  })),
  fault('listener-isolation-lost', 'lets less specific listeners answer for a more specific one', 'hostnames', () => ({
    select: (listeners, host) => listeners.filter((listener) => hostMatches(listener.hostname, host)),
  })),
  fault('least-specific-listener-first', 'prefers the listener with the least specific hostname', 'hostnames', () => ({
    select: (listeners, host) =>
      listeners
        .filter((listener) => hostMatches(listener.hostname, host))
        .sort((a, b) => compareHostnames(b.hostname, a.hostname))
        .slice(0, 1),
  })),
  fault('host-port-not-stripped', 'compares the Host header together with its port', 'hostnames', () => ({
    normalise: (header) => header.trim().toLowerCase(),
  })),
  fault('host-case-sensitive', 'compares hostnames with regard to case', 'hostnames', () => ({
    normalise: (header) => header.replace(/:\d+$/, ''),
  })),
];
