import { addAuthorization } from './authorization.ts';
import { addCollections } from './collections.ts';
import { addConversions } from './conversions.ts';
import { addLists } from './lists.ts';
import { addNamedFormats } from './namedformats.ts';
import { addNetworks } from './networks.ts';
import { addOperators } from './operators.ts';
import { addQuantities } from './quantities.ts';
import { FunctionTable } from './registry.ts';
import { addSemvers } from './semvers.ts';
import { addStrings } from './strings.ts';
import { addTimeFields } from './times.ts';
import { addUrls } from './urls.ts';

/** What expressions of Kubernetes 1.34 may call: CEL's standard and Kubernetes' extensions. */
function makeFunctions(): FunctionTable {
  const table = new FunctionTable();
  addOperators(table);
  addConversions(table);
  addStrings(table);
  addCollections(table);
  addLists(table);
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
