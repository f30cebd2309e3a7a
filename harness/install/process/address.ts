import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { HarnessError, UsageError } from '../../scenario/errors.ts';

const tries = 20;

/**
 * A loopback address on which all these TCP ports are free. Throws UsageError where this user may not bind one of them,
 * HarnessError where this system has no loopback addresses beside 127.0.0.1.
 */
export async function chooseAddress(
  ports: readonly number[],
  random: (below: number) => number = randomInt,
): Promise<string> {
  let busy = '';
  for (let attempt = 0; attempt < tries; attempt += 1) {
    // Of 127.32.0.0/12, which the embedded cluster's own ranges leave free.
    const address = `127.${32 + random(16)}.${random(256)}.${1 + random(254)}`;
    const problems = await Promise.all(ports.map((port) => findProblem(address, port)));
    const problem = problems.find((found) => found !== undefined);
    if (problem === undefined) return address;
    if (problem.code === 'EACCES') {
      throw new UsageError(
        `This user may not listen on port ${problem.port}, which the implementation has to serve; run as root, or let everybody: sysctl -w net.ipv4.ip_unprivileged_port_start=${problem.port}.`,
      );
    }
    if (problem.code === 'EADDRNOTAVAIL') {
      throw new HarnessError(
        'This system has no loopback addresses beside 127.0.0.1, which an implementation that runs as a process needs; use Linux, or --provider kind.',
      );
    }
    busy = `port ${problem.port} of ${address}: ${problem.code}`;
  }
  throw new HarnessError(`No loopback address was found on which ports ${ports.join(', ')} are free (${busy}).`);
}

async function findProblem(address: string, port: number): Promise<{ port: number; code: string } | undefined> {
  const server = createServer();
  try {
    server.listen({ host: address, port, exclusive: true });
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    return { port, code: error instanceof Error && 'code' in error ? String(error.code) : String(error) };
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
