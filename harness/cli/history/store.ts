import { existsSync } from 'node:fs';
import type { KeptOutcome, KeptRun } from '../../../reports/history/types.ts';
import type { RunResult } from '../../result/types.ts';
import { UsageError } from '../../scenario/errors.ts';

export interface HistoryStore {
  /** False where the run is kept already. */
  add(result: RunResult): boolean;
  /** Oldest first; of one project, where it is named. */
  list(project?: string): KeptRun[];
  /** Removes all but the newest. Gives how many went. */
  prune(keep: number): number;
  close(): void;
}

/** Tells a file of ours from any other database: 'gwcf'. */
const APPLICATION = 0x67776366;

const TABLES = `
PRAGMA application_id = ${APPLICATION};
CREATE TABLE runs (id INTEGER PRIMARY KEY, run_id TEXT, seed TEXT, started_at TEXT, implementation TEXT, version TEXT,
  gateway_api TEXT, gwconf TEXT, exit_code INTEGER, duration_ms INTEGER, UNIQUE (run_id, seed, started_at));
CREATE TABLE scenarios (run INTEGER, id TEXT, outcome TEXT, flaky INTEGER, duration_ms INTEGER, PRIMARY KEY (run, id));
CREATE TABLE phases (run INTEGER, place INTEGER, name TEXT, duration_ms INTEGER, PRIMARY KEY (run, place));
`;

type Row = Record<string, unknown>;

/**
 * Opens the file of the history; one that is missing is made, unless it must be there.
 * @throws UsageError where it is missing, or is none
 */
export async function openHistory(path: string, { mustExist }: { mustExist: boolean }): Promise<HistoryStore> {
  const isNew = !existsSync(path);
  if (isNew && mustExist) throw new UsageError(`there is no history ${path}; gwconf history add makes one`);
  const { default: sqlite } = await import('node-sqlite3-wasm');
  const open = (): InstanceType<typeof sqlite.Database> => {
    try {
      const database = new sqlite.Database(path);
      if (isNew) database.exec(TABLES);
      if (Number((database.get('PRAGMA application_id') as Row).application_id) === APPLICATION) return database;
      database.close();
    } catch (cause) {
      throw new UsageError(`${path} cannot be used as a history: ${(cause as Error).message}`, { cause });
    }
    throw new UsageError(`${path} is no history of gwconf`);
  };
  const database = open();
  const inOne = <T>(work: () => T): T => {
    database.exec('BEGIN');
    try {
      const done = work();
      database.exec('COMMIT');
      return done;
    } catch (cause) {
      database.exec('ROLLBACK');
      throw new UsageError(`${path} cannot be written: ${(cause as Error).message}`, { cause });
    }
  };
  return {
    add: (result) =>
      inOne(() => {
        const { implementation } = result;
        const { changes, lastInsertRowid: id } = database.run(
          'INSERT OR IGNORE INTO runs VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
          [
            result.runId,
            result.seed,
            result.startedAt,
            implementation.project,
            implementation.version,
            result.gatewayApi.version,
            result.gwconfVersion,
            result.exitCode,
            Math.round(result.durationMs),
          ],
        );
        if (changes === 0) return false;
        for (const { id: scenario, outcome, flaky, durationMs } of result.scenarios) {
          database.run('INSERT INTO scenarios VALUES (?, ?, ?, ?, ?)', [
            id,
            scenario,
            outcome,
            flaky ? 1 : 0,
            Math.round(durationMs),
          ]);
        }
        for (const [place, { name, durationMs }] of result.phases.entries()) {
          database.run('INSERT INTO phases VALUES (?, ?, ?, ?)', [id, place, name, Math.round(durationMs)]);
        }
        return true;
      }),
    list(project) {
      const runs = database.all('SELECT * FROM runs ORDER BY started_at, id') as Row[];
      return runs
        .filter(({ implementation }) => project === undefined || implementation === project)
        .map((run) => readRun(run, (sql) => database.all(sql, [Number(run.id)]) as Row[]));
    },
    prune: (keep) =>
      inOne(() => {
        const old = 'SELECT id FROM runs ORDER BY started_at DESC, id DESC LIMIT -1 OFFSET ?';
        for (const table of ['scenarios', 'phases']) database.run(`DELETE FROM ${table} WHERE run IN (${old})`, [keep]);
        return database.run(`DELETE FROM runs WHERE id IN (${old})`, [keep]).changes;
      }),
    close: () => database.close(),
  };
}

function readRun(run: Row, select: (sql: string) => Row[]): KeptRun {
  const scenarios = select('SELECT * FROM scenarios WHERE run = ?');
  const phases = select('SELECT * FROM phases WHERE run = ? ORDER BY place');
  return {
    id: Number(run.id),
    startedAt: String(run.started_at),
    implementation: String(run.implementation),
    version: String(run.version),
    gatewayApi: String(run.gateway_api),
    gwconf: String(run.gwconf),
    exitCode: Number(run.exit_code),
    durationMs: Number(run.duration_ms),
    phases: phases.map(({ name, duration_ms }) => ({ name: String(name), durationMs: Number(duration_ms) })),
    outcomes: new Map(
      scenarios.map(({ id, outcome, flaky, duration_ms }) => [
        String(id),
        { outcome: outcome as KeptOutcome['outcome'], flaky: flaky === 1, durationMs: Number(duration_ms) },
      ]),
    ),
  };
}
