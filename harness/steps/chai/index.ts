import type {} from 'chai';
import { formatMismatches, matchStatus, type StatusMatchContext } from '../../match/index.ts';
import { protocolOf } from '../../protocols/index.ts';
import type { Exchange, MatchContext } from '../../protocols/types.ts';
import type { StatusExpectation } from '../../scenario/expectations.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { ProtocolName, Protocols } from '../../scenario/traffic.ts';

type Expectation = Protocols[ProtocolName]['expect'];

declare global {
  namespace Chai {
    interface Assertion {
      /** The exchange was answered as expected. */
      answer(expectation: Expectation, context: MatchContext): Assertion;
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
  chai.Assertion.addMethod('answer', function (expectation: Expectation, context: MatchContext) {
    const exchange: Exchange = this._obj;
    const mismatches = protocolOf(exchange.protocol).match(exchange, expectation, context);
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
