export { mayUse, RESOURCES, ROLES, type Resource, type Role } from './access';
export { newCredentials, type Credentials } from './credentials';
export type { Answer, Call, Endpoint } from './endpoint';
export { exampleNotification, exampleOrder } from './examples';
export { createKeyRing, type Holder, type KeyRing } from './keyRing';
export { createMetrics, type Metrics } from './metrics';
export { openService, type RunningService } from './openService';
export { defaultPolicy, type Policy, type Ports } from './ports';
export { buildServer, createEndpoints } from './server';
export {
  credentialVariables,
  options,
  readSettings,
  type LogLevel,
  type NotStarting,
  type Settings,
} from './settings';
