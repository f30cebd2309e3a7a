import { redirectCode } from '../../kit/index.ts';

export default redirectCode(307, 'HTTPRoute307Redirect', 'HTTPRoute307RedirectStatusCode');
