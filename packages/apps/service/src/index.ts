export { mayUse, RESOURCES, ROLES, type Resource, type Role } from './keys/access';
export { newCredentials, type Credentials } from './keys/credentials';
export type { Answer, Call, Endpoint } from './http/endpoint';
export { exampleNotification, exampleOrder } from './openapi/examples';
export { createKeyRing, type Holder, type KeyRing } from './keys/keyRing';
export { createMetrics, type Metrics } from './metrics';
export { openService, type RunningService } from './openService';
export { defaultPolicy, type Policy, type Ports } from './ports';
export { buildServer, createEndpoints } from './server';
export {
  credentialVariables,
  flagsOnly,
  options,
  readSettings,
  type LogLevel,
  type NotStarting,
  type Settings,
} from './settings';
