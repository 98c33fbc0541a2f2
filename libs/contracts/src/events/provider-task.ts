import { Id } from './fields';

/** What every event of a provider's Task names. */
export abstract class ProviderTask {
  @Id() referralId!: string;
  @Id() connectionId!: string;
  @Id() taskId!: string;
  @Id() serviceId!: string;
  @Id() providerId!: string;
}
