// Runs the built suite's first N scenarios, copies of them where N is more than there are; prints what it took.
const [, , built, wanted, seed] = process.argv;
const { main, createProcessIo } = await import(`${built}harness/cli/main.js`);
const { createWiring } = await import(`${built}harness/cli/wiring.js`);

const wiring = createWiring();
const { loadCatalogue } = wiring;
wiring.loadCatalogue = async () => {
  const catalogue = await loadCatalogue();
  const count = catalogue.scenarios.length;
  const scenarios = Array.from({ length: Number(wanted) }, (_, index) => {
    const original = catalogue.scenarios[index % count];
    const round = Math.floor(index / count);
    return round === 0 ? original : { ...original, id: `${original.id}Copy${round}` };
  });
  return { ...catalogue, scenarios };
};
const io = { ...createProcessIo(), stdout: { write() {}, isTTY: false, columns: 80, rows: 24 } };
process.exitCode = await main(['run', '--crds', 'bundled', '--seed', seed], io, wiring);
