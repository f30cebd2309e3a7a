/**
 * The official `ConformanceReport` (gateway.networking.k8s.io/v1), fields in the order in which published reports have
 * them. https://gateway-api.sigs.k8s.io/concepts/conformance/
 */
export interface ConformanceReport {
  apiVersion: 'gateway.networking.k8s.io/v1';
  /** RFC 3339, seconds. */
  date: string;
  gatewayAPIChannel: string;
  gatewayAPIVersion: string;
  implementation: { contact: string[]; organization: string; project: string; url: string; version: string };
  kind: 'ConformanceReport';
  mode: string;
  profiles: ProfileReport[];
  succeededProvisionalTests?: string[];
}

export interface ProfileReport {
  core: PartReport;
  extended?: ExtendedReport;
  name: string;
  summary: string;
}

export interface PartReport {
  failedTests?: string[];
  result: 'success' | 'partial' | 'failure';
  skippedTests?: string[];
  statistics: { Failed: number; Passed: number; Skipped: number };
}

export interface ExtendedReport extends PartReport {
  supportedFeatures?: string[];
  unsupportedFeatures?: string[];
}
