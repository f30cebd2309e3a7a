import { specifiedSessions } from '../routes/sessions.ts';
import { type Fault, fault } from './types.ts';

/** Clients that are not kept with their endpoint, or with more than it. */
export const sessionFaults: readonly Fault[] = [
  fault('session-not-kept', 'sends whoever comes back with its session to any endpoint', 'sessions', () => ({
    endpoint: () => undefined,
  })),
  fault('session-over-weights', 'sends a session to its endpoint whatever the weights', 'sessions', ({ endpoint }) => ({
    endpoint: (named, _chosen, all) => endpoint(named, all, all),
  })),
  fault('session-cookie-lasts', 'gives the cookie of a session an hour to live', 'sessions', ({ announce }) => ({
    announce(session, ...rest) {
      const [name, value] = announce(session, ...rest);
      const lasts = session.type !== 'Header' && session.cookie?.lifetimeType !== 'Permanent';
      return [name, lasts ? `${value}; Max-Age=3600` : value];
    },
  })),
  fault('session-cookie-not-permanent', 'gives a permanent cookie no time to live', 'sessions', ({ announce }) => ({
    announce: ({ cookie, ...session }, ...rest) =>
      announce({ ...session, ...(cookie ? { cookie: { ...cookie, lifetimeType: 'Session' } } : {}) }, ...rest),
  })),
  fault('session-cookie-a-tenth', 'takes the seconds of a permanent cookie for tenths', 'sessions', ({ announce }) => ({
    announce(...given) {
      const [name, value] = announce(...given);
      return [name, value.replace(/Max-Age=(\d+)/, (_, age) => `Max-Age=${Math.round(Number(age) / 10)}`)];
    },
  })),
  fault('session-cookie-without-path', 'leaves the path of the cookie to the client', 'sessions', ({ announce }) => ({
    announce(...given) {
      const [name, value] = announce(...given);
      return [name, value.replace(/; Path=[^;]*/, '')];
    },
  })),
  fault('session-first-cookie-only', 'looks at the first cookie that a client brings', 'sessions', ({ read }) => ({
    read: (session, name, headers) =>
      read(
        session,
        name,
        headers.map(([field, value]) =>
          field.toLowerCase() === 'cookie' ? [field, value.split(';')[0] ?? ''] : [field, value],
        ),
      ),
  })),
  fault('session-header-as-cookie', 'keeps sessions by a cookie where a header is asked for', 'sessions', (right) => ({
    read: (session, ...rest) => right.read({ ...session, type: 'Cookie' }, ...rest),
    announce: (session, ...rest) => specifiedSessions.announce({ ...session, type: 'Cookie' }, ...rest),
  })),
];
