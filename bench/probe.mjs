// Preloaded into a measured process: writes what it used to the file that GWCONF_BENCH_USAGE names.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const path = process.env.GWCONF_BENCH_USAGE;
if (path && isMainThread) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    // maxRSS is in KiB, the times in microseconds; `performance.now` counts from the start of the process.
    const usage = { wallMs: performance.now(), cpuMs: (userCPUTime + systemCPUTime) / 1000, maxRssMb: maxRSS / 1024 };
    writeFileSync(path, JSON.stringify(usage));
  });
}
