import { Writable } from 'node:stream';
import { createLogUpdate } from 'log-update';
import { makePrintable } from '../printable.ts';
import { formatDuration } from '../text.ts';
import { frameLines, type LiveState } from './frame.ts';
import type { ConsoleOptions, ConsoleView } from './options.ts';
import { createStyle, outcomeWord } from './style.ts';
import { summaryLines } from './summary.ts';

/** Progress redrawn in place; what must stay to be read (failures, notices) scrolls above it. */
export function createLiveView(options: ConsoleOptions): ConsoleView {
  const style = createStyle(options.color);
  const running = new Map<string, number>();
  const state: LiveState & { running: Map<string, number> } = {
    phase: '',
    startedAt: options.now(),
    total: 0,
    passed: 0,
    failed: 0,
    errors: 0,
    running,
  };
  const update = createLogUpdate(toStream(options), { showCursor: true });
  const draw = (): void => update(frameLines(state, options.now(), options, style).join('\n'));
  let stop: (() => void) | undefined;
  const start = (): void => {
    stop ??= options.every(100, draw);
    draw();
  };
  const print = (line: string): void => {
    update.clear();
    options.write(`${line}\n`);
    if (stop) draw();
  };
  const close = (): void => {
    if (!stop) return;
    stop();
    stop = undefined;
    update.clear();
    update.done();
  };
  return {
    close,
    isDrawing: () => stop !== undefined,
    onPhase(name, phaseState, durationMs) {
      if (phaseState === 'started') {
        state.phase = name;
        start();
      } else if (state.total === 0) {
        print(`${style.good('✓')} ${name} ${style.dim(formatDuration(durationMs ?? 0))}`);
      }
    },
    onPlan(plan) {
      state.total = plan.scenarios.length;
      print(`${style.good('✓')} ${plan.scenarios.length} of ${plan.total} scenarios to run, seed ${plan.seed}`);
      start();
    },
    onScenarioStart(id) {
      running.set(id, options.now());
    },
    onScenarioEnd(result) {
      running.delete(result.id);
      if (result.outcome === 'passed') state.passed += 1;
      if (result.outcome === 'failed') state.failed += 1;
      if (result.outcome === 'error') state.errors += 1;
      if (result.outcome === 'failed' || result.outcome === 'error') {
        const reason = makePrintable(result.reason ?? 'no reason was given');
        print(`${outcomeWord(result, style)} ${result.id}: ${reason}`);
      }
    },
    onNotice: (message) => print(`${style.warn('note')}: ${makePrintable(message)}`),
    onEnd(result) {
      close();
      options.write(`\n${summaryLines(makePrintable(result), { ...options, style }).join('\n')}\n`);
    },
  };
}

/** log-update asks for a stream with a size; the size is read anew each time, since terminals are resized. */
function toStream(options: ConsoleOptions): NodeJS.WriteStream {
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      options.write(chunk);
      done();
    },
  });
  Object.defineProperty(stream, 'columns', { get: () => options.columns });
  Object.defineProperty(stream, 'rows', { get: () => options.rows });
  return stream as NodeJS.WriteStream;
}
