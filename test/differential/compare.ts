import { compareGroup, startOurs } from './run/ours.ts';
import { listSetups, prepareSetup } from './run/setups.ts';

/** Prints every place where the embedded cluster answers otherwise than was recorded. */
async function compare(wanted: readonly string[]): Promise<number> {
  let total = 0;
  for (const setup of listSetups(wanted)) {
    const prepared = await prepareSetup(setup);
    for (const group of setup.groups) {
      const server = await startOurs(prepared);
      try {
        const differences = await compareGroup(server, group, prepared);
        total += differences.length;
        for (const { step, path, real, ours } of differences) {
          console.log(`${group.name} ${step} ${path}\n  real ${show(real)}\n  ours ${show(ours)}`);
        }
        console.log(
          `${group.name}: ${differences.length} differences in ${new Set(differences.map(({ step }) => step)).size} steps`,
        );
      } catch (error) {
        total += 1;
        console.log(`${group.name}: ${error instanceof Error ? error.message : error}`);
      } finally {
        await server.stop();
      }
    }
  }
  return total;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

try {
  const total = await compare(process.argv.slice(2));
  console.log(`${total} differences`);
  process.exit(total === 0 ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
