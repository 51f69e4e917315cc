export { createHttp, type HttpParts } from './create-http.ts';
export type { HealthCheck } from './health.ts';
export { type Identity, type Membership, businessesWhere, mayIn } from './identity.ts';
export { hashPassword } from './passwords.ts';
export { PERMISSIONS, type Permission } from './permissions.ts';
export { HttpProblem, notFound, refusalProblem } from './problems.ts';
export { refusalOf, route } from './route.ts';
export { type Road, type ServeOptions, type Serving, serve } from './serve.ts';
export { type SessionRouteParts, sessionRoutes } from './session-routes.ts';
export {
  type Sessions,
  type SessionsEnded,
  type Visitor,
  createSessions,
  normaliseEmail,
} from './sessions.ts';
export { identityOf, requireSignIn } from './sign-in-check.ts';
