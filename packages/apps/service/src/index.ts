export { mayUse, RESOURCES, ROLES, type Resource, type Role } from './access';
export { newCredentials, type Credentials } from './credentials';
export { openService, type RunningService } from './openService';
export { openApiDocument } from './openapi';
export { defaultPolicy, type Policy, type Ports } from './ports';
export { buildServer, createEndpoints } from './server';
export { options, readSettings, type NotStarting, type Settings } from './settings';
