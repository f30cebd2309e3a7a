import type {} from 'chai';
import type { HttpMatchContext, StatusMatchContext } from '../../match/index.ts';
import { formatMismatches, matchHttp, matchStatus } from '../../match/index.ts';
import type { HttpExchange } from '../../protocols/http/types.ts';
import type { HttpExpectation, StatusExpectation } from '../../scenario/expectations.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';

declare global {
  namespace Chai {
    interface Assertion {
      /** The exchange was answered as expected. */
      answer(expectation: HttpExpectation, context: HttpMatchContext): Assertion;
      /** The object's status says what is expected. */
      haveStatus(expectation: StatusExpectation, context: StatusMatchContext): Assertion;
    }
  }
}

/**
 * The matchers as a chai plugin: `use(gatewayMatchers)`, then `expect(exchange).to.answer({ backend: 'v1' }, context)`
 * and `expect(object).to.haveStatus({ conditions: { Accepted: 'True' } }, context)`. A failure tells every mismatch.
 */
export const gatewayMatchers: Chai.ChaiPlugin = (chai) => {
  chai.Assertion.addMethod('answer', function (expectation: HttpExpectation, context: HttpMatchContext) {
    const exchange: HttpExchange = this._obj;
    const mismatches = matchHttp(exchange, expectation, context);
    const asked = `expected the exchange not to be answered with ${JSON.stringify(expectation)}`;
    this.assert(mismatches.length === 0, formatMismatches(mismatches), asked, expectation);
  });
  chai.Assertion.addMethod('haveStatus', function (expectation: StatusExpectation, context: StatusMatchContext) {
    const object: KubeObject | undefined = this._obj;
    const mismatches = matchStatus(object, expectation, context);
    const asked = `expected the object not to have the status ${JSON.stringify(expectation)}`;
    this.assert(mismatches.length === 0, formatMismatches(mismatches), asked, expectation);
  });
};
