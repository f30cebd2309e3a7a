import { addAuthorization } from './authorization.ts';
import { addCollections } from './collections.ts';
import { addConversions } from './conversions.ts';
import { addNamedFormats } from './namedformats.ts';
import { addNetworks } from './networks.ts';
import { addOperators } from './operators.ts';
import { addQuantities } from './quantities.ts';
import { FunctionTable } from './registry.ts';
import { addSemvers } from './semvers.ts';
import { addStrings } from './strings.ts';
import { addTimeFields } from './times.ts';
import { addUrls } from './urls.ts';

/**
 * What new expressions may call in Kubernetes 1.34: CEL's standard and Kubernetes' extensions. A server takes in new ones only
 * what the release before it knows, too, so that `flatten`, `slice`, `sort`, … come with 1.35.
 */
function makeFunctions(): FunctionTable {
  const table = new FunctionTable();
  addOperators(table);
  addConversions(table);
  addStrings(table);
  addCollections(table);
  addTimeFields(table);
  addNetworks(table);
  addQuantities(table);
  addSemvers(table);
  addUrls(table);
  addNamedFormats(table);
  addAuthorization(table);
  return table;
}

/** Made once: expressions do not change it. */
export const FUNCTIONS = makeFunctions();
