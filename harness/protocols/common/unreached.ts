import type { Exchange } from '../types.ts';

/** Code of an error of the way that a provider led a connection. */
export const UNREACHED = 'UNREACHED';

/**
 * What the system says where a connection did not even get to the host: the network of this machine, or the resolution of
 * names. A connection that is refused, reset or not answered in time got there, or may have.
 */
const NO_WAY: Readonly<Record<string, string>> = {
  EAFNOSUPPORT: 'this machine does not speak that kind of address',
  EAI_AGAIN: 'the name could not be resolved for now',
  EAI_FAIL: 'the name could not be resolved',
  EAI_NODATA: 'the name has no address',
  EHOSTDOWN: 'the host is down, says the network',
  EHOSTUNREACH: 'no host answers to that address in this network',
  ENETDOWN: 'the network of this machine is down',
  ENETUNREACH: 'this machine has no route there',
  ENOTFOUND: 'the name does not resolve',
};

/**
 * The one rule for «this machine could not reach it»: why an exchange says nothing about the implementation. Undefined
 * where it got an answer, or whoever is at that address gave none.
 */
export function explainUnreached(error: Exchange['error']): string | undefined {
  if (!error) return undefined;
  if (error.code === UNREACHED) return error.message;
  // Clients of some protocols give the system's code in their text only.
  const code = NO_WAY[error.code] === undefined ? /\b(E[A-Z_]{5,})\b/.exec(error.message)?.[1] : error.code;
  return code !== undefined && NO_WAY[code] !== undefined ? `${NO_WAY[code]} (${code})` : undefined;
}

/** The addresses that could not be reached, each with the reason that came last: one clause. */
export function describeUnreached(exchanges: readonly Pick<Exchange, 'remote' | 'error'>[]): string {
  const reasons = new Map(
    exchanges.flatMap(({ remote, error }) => {
      const reason = explainUnreached(error);
      return reason === undefined ? [] : [[remote.address, reason] as const];
    }),
  );
  return [...reasons].map(([address, reason]) => `${address}: ${reason}`).join('; ');
}
