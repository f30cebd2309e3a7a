import { execa } from 'execa';

/** The version whose verdicts docs/parity.md and docs/migrate.md explain. */
export const traefikVersion = '3.7.13';

/** The program that the environment names or the PATH has, or why there is none. */
export async function findTraefik(): Promise<{ binary: string; lack?: string }> {
  const given = process.env.GWCONF_TRAEFIK;
  const binary = given || 'traefik';
  const { exitCode, stdout } = await execa(binary, ['version'], { reject: false, stdin: 'ignore' });
  if (exitCode !== 0) {
    const where = given ? `GWCONF_TRAEFIK names ${given}, which does not run` : 'PATH has no traefik';
    return { binary, lack: `${where}; GWCONF_TRAEFIK names the program` };
  }
  if (!stdout.includes(traefikVersion)) return { binary, lack: `${binary} is another version than ${traefikVersion}` };
  return { binary };
}
