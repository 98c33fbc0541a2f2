import type { Service } from './service.entity';

/** A service as it is answered. */
export interface ServiceView extends Pick<
  Service,
  'id' | 'providerId' | 'name' | 'description' | 'needs' | 'status' | 'settings' | 'version'
> {
  readonly providerName: string;
}

export function viewOf(service: Service, providerName: string): ServiceView {
  const { id, providerId, name, description, needs, status, settings, version } = service;
  return { id, providerId, providerName, name, description, needs, status, settings, version };
}
