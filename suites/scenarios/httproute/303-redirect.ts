import { redirectCode } from '../../kit/index.ts';

export default redirectCode(303, 'HTTPRoute303Redirect', 'HTTPRoute303RedirectStatusCode');
