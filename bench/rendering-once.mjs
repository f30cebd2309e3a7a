// Renders one format of a result with so many rows, one in a hundred of which failed, or compares so many results of 100 rows;
// prints how much processor time that alone took, which other programs do not change, and how large the text is.
const [, , built, format, size] = process.argv;
const load = (path) => import(`${built}${path}`);
const { sampleFailedRow, samplePassingResult, sampleRow, sampleScenario } = await load('harness/result/sample.js');

const compose = (rows, project = 'reference') => {
  const scenarios = Array.from({ length: Math.ceil(rows / 10) }, (_, at) => {
    const failed = at % 10 === 0;
    const own = Array.from({ length: 10 }, (_row, place) => {
      const answer = { status: '200', version: '1.1', headers: ['content-type', 'date', `x-${project}`] };
      return failed && place === 0
        ? { ...sampleFailedRow(), name: `row ${at} ${place}` }
        : sampleRow({ name: `row ${at} ${place}`, answer, rightAfterMs: place });
    });
    return sampleScenario({ id: `Scenario${at}`, outcome: failed ? 'failed' : 'passed', rows: own });
  });
  const { implementation } = samplePassingResult();
  return samplePassingResult({ scenarios, exitCode: 1, implementation: { ...implementation, project } });
};

const formats = {
  html: async () => (await load('reports/html/render.js')).renderHtml,
  markdown: async () => (await load('reports/markdown/render.js')).renderMarkdown,
  junit: async () => (await load('reports/junit/render.js')).renderJUnit,
  json: async () => (await load('reports/json/write.js')).renderResult,
  sidecar: async () => (await load('reports/sidecar/write.js')).renderSidecar,
  conformance: async () => (await load('reports/conformance/write.js')).renderConformanceReport,
};

async function prepare() {
  if (format !== 'compare') {
    const [render, result] = [await formats[format](), compose(Number(size))];
    return () => render(result);
  }
  const { compareSources } = await load('reports/compare/compare.js');
  const { renderComparison } = await load('reports/compare/render.js');
  const sources = Array.from({ length: Number(size) }, (_, at) => ({ file: `${at}`, result: compose(100, `p${at}`) }));
  return () => renderComparison(compareSources(sources, []), 'html');
}

const work = await prepare();
const before = process.cpuUsage();
const text = work();
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ ms: (user + system) / 1000, bytes: Buffer.byteLength(text) }));
