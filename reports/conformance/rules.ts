import type { ConformanceReport, ExtendedReport, PartReport, ProfileReport } from './types.ts';

export interface Finding {
  /** Short and permanent, for scripts: `result-fits-statistics`. */
  rule: string;
  /** An error keeps the report from being accepted; a note does not, or only in newer releases. */
  severity: 'error' | 'note';
  message: string;
}

/**
 * What the fields of a report must say of one another, as the project that maintains Gateway API asks of reports that are
 * submitted. https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/conformance/reports/README.md
 */
export function checkRules(report: ConformanceReport): Finding[] {
  return [
    ...checkUrl(report),
    ...checkNames(report),
    ...checkContacts(report),
    ...checkProfileNames(report),
    ...report.profiles.flatMap((profile) => checkProfile(profile, report)),
  ];
}

/** Profiles, parts and tests of which any may be named: from the first release on that tolerates only so many skips. */
const SKIPS = { since: 7, most: 5 };
const URL_SINCE = 7;

function checkUrl({ implementation: { url }, gatewayAPIVersion }: ConformanceReport): Finding[] {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && /^https?:$/.test(parsed.protocol) && parsed.host !== '') return [];
  return [
    {
      rule: 'implementation-url',
      severity: minorOf(gatewayAPIVersion) >= URL_SINCE ? 'error' : 'note',
      message: `implementation.url: '${url}' is no absolute http or https URL, which releases ask for since v1.${URL_SINCE}`,
    },
  ];
}

const PLACEHOLDERS = new Set(['unknown', 'none', 'n/a', 'na', 'todo', 'tbd', 'example', 'test', '-', '?']);
const BRANCHES = new Set(['main', 'master', 'head', 'latest', 'trunk', 'develop', 'development', 'dev', 'nightly']);

function checkNames({ implementation }: ConformanceReport): Finding[] {
  const findings: Finding[] = [];
  for (const field of ['organization', 'project', 'url', 'version'] as const) {
    const value = implementation[field].trim();
    if (value !== '' && !PLACEHOLDERS.has(value.toLowerCase())) continue;
    findings.push({
      rule: 'implementation-named',
      severity: 'error',
      message: `implementation.${field}: '${implementation[field]}' names nothing`,
    });
  }
  if (BRANCHES.has(implementation.version.toLowerCase())) {
    findings.push({
      rule: 'version-is-a-snapshot',
      severity: 'error',
      message: `implementation.version: '${implementation.version}' is a branch; a tag, a release or a commit is asked for`,
    });
  }
  return findings;
}

function checkContacts({ implementation }: ConformanceReport): Finding[] {
  const isContact = (text: string): boolean =>
    /^@[\w.-]+(\/[\w.-]+)?$/.test(text) || /^[^\s@]+@[^\s@]+$/.test(text) || URL.canParse(text);
  return implementation.contact
    .filter((contact) => !isContact(contact.trim()))
    .map((contact) => ({
      rule: 'contact',
      severity: 'note',
      message: `implementation.contact: '${contact}' is neither @user, @team/name, an email address nor a URL`,
    }));
}

function checkProfileNames({ profiles }: ConformanceReport): Finding[] {
  const names = profiles.map(({ name }) => name);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((name) => ({
    rule: 'one-report-each-profile',
    severity: 'error',
    message: `profiles: ${name} is there more than once`,
  }));
}

function checkProfile(profile: ProfileReport, report: ConformanceReport): Finding[] {
  const { core, extended } = profile;
  return [
    ...checkPart(`${profile.name} core`, core, report),
    ...(extended
      ? [...checkPart(`${profile.name} extended`, extended, report), ...checkFeatures(profile.name, extended)]
      : []),
    ...checkSummary(profile),
  ];
}

function checkPart(where: string, part: PartReport, { gatewayAPIVersion }: ConformanceReport): Finding[] {
  const { result, statistics, failedTests = [], skippedTests = [] } = part;
  const findings: Finding[] = [];
  const add = (rule: string, text: string): void =>
    void findings.push({ rule, severity: 'error', message: `${where}: ${text}` });
  const { Failed, Skipped } = statistics;
  // A partial result without a skip is right where the run needed a step that the suite does not foresee.
  const fits = Failed > 0 ? result === 'failure' : Skipped > 0 ? result === 'partial' : result !== 'failure';
  if (!fits) add('result-fits-statistics', `result is ${result}, though ${Failed} failed and ${Skipped} were skipped`);
  if (failedTests.length !== Failed) add('failed-tests-named', `${Failed} failed, and ${failedTests.length} are named`);
  if (skippedTests.length !== Skipped) {
    add('skipped-tests-named', `${Skipped} were skipped, and ${skippedTests.length} are named`);
  }
  const both = failedTests.filter((test) => skippedTests.includes(test));
  if (both.length > 0) add('failed-or-skipped', `${both.join(', ')} cannot have failed and been skipped`);
  if (result === 'failure') add('no-failure', 'a report with a failure is not accepted');
  if (minorOf(gatewayAPIVersion) >= SKIPS.since && Skipped > SKIPS.most) {
    add('few-skips', `${Skipped} tests were skipped; since v1.${SKIPS.since} at most ${SKIPS.most} may be`);
  }
  return findings;
}

function checkFeatures(name: string, { supportedFeatures = [], unsupportedFeatures = [] }: ExtendedReport): Finding[] {
  const both = supportedFeatures.filter((feature) => unsupportedFeatures.includes(feature));
  if (both.length === 0) return [];
  return [
    {
      rule: 'supported-or-not',
      severity: 'error',
      message: `${name} extended: ${both.join(', ')} cannot be supported and unsupported`,
    },
  ];
}

/** Readers of reports take the sentence for the verdict. */
function checkSummary({ name, summary, core, extended }: ProfileReport): Finding[] {
  const parts: [string, PartReport | undefined][] = [
    ['Core', core],
    ['Extended', extended],
  ];
  const told = parts.flatMap(([level, part]) => (part ? [`${level} tests ${describePart(part)}.`] : [])).join(' ');
  if (told === summary) return [];
  return [
    { rule: 'summary', severity: 'note', message: `${name}: summary is '${summary}', where the results say '${told}'` },
  ];
}

/** The wording is part of the format: consumers of published reports read it. */
export function describePart({ result, statistics }: Pick<PartReport, 'result' | 'statistics'>): string {
  if (result === 'failure') return `failed with ${statistics.Failed} test failures`;
  if (result === 'partial') return `partially succeeded with ${statistics.Skipped} test skips`;
  return 'succeeded';
}

function minorOf(version: string): number {
  const [, major = '0', minor = '0'] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > 1 ? Number.POSITIVE_INFINITY : Number(minor);
}
