import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Calls are taken in the browser: our own pages may use the microphone and ring; nobody's page may use the rest. */
const PERMISSIONS = 'microphone=(self), autoplay=(self), camera=(), geolocation=()';

/**
 * Headers that tell browsers what our pages may do: scripts, live connection and sound from here only, and never inside another page.
 * @param voice where the telephone in the browser may connect to besides
 * Inline styles are allowed because the console's component library writes its sizes as such.
 */
export function securityHeaders(publicUrl: string, voice: readonly string[]): RequestHandler {
  const https = publicUrl.startsWith('https://');
  // Some browsers do not take 'self' to cover the WebSocket of the same host.
  const liveOrigin = publicUrl.replace(/^http/, 'ws');
  const guarded = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", liveOrigin, ...voice],
        mediaSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
  });
  return (request, response, next) => {
    response.setHeader('permissions-policy', PERMISSIONS);
    guarded(request, response, next);
  };
}
