import { redirectCode } from '../../kit/index.ts';

export default redirectCode(308, 'HTTPRoute308Redirect', 'HTTPRoute308RedirectStatusCode');
