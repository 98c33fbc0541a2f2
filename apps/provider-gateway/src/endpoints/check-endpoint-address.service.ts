import { lookup } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';
import { ProviderGatewayConfig } from '../provider-gateway.config';
import { isAllowedByOperator, literalAddress, mayConnect } from './address.rules';
import { EndpointAddressError } from './endpoint.errors';

/** Refuses webhook addresses that are wrong on sight. What decides in the end is the check at each connection. */
@Injectable()
export class CheckEndpointAddressService {
  constructor(private readonly config: ProviderGatewayConfig) {}

  /** https, or http into a network that an operator has allowed. Answers the address in its normal form. */
  async execute(text: string): Promise<string> {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url?.protocol !== 'https:' && url?.protocol !== 'http:') throw new EndpointAddressError('not-https');
    if (url.username !== '' || url.password !== '') throw new EndpointAddressError('has-credentials');
    const literal = literalAddress(url.hostname);
    if (literal !== undefined) this.checkLiteral(url.protocol, literal);
    else if (url.protocol === 'http:') await this.checkName(url.hostname);
    return url.href;
  }

  private checkLiteral(protocol: string, address: string): void {
    const networks = this.config.webhookAllowedNetworks;
    if (mayConnect(protocol, address, networks)) return;
    throw new EndpointAddressError(protocol === 'http:' && mayConnect('https:', address, networks) ? 'not-https' : 'not-public');
  }

  private async checkName(name: string): Promise<void> {
    const networks = this.config.webhookAllowedNetworks;
    if (networks.length === 0) throw new EndpointAddressError('not-https');
    const addresses = await lookup(name, { all: true }).catch(() => []);
    // One answer whether the name leads nowhere or to a place that is not allowed: names inside are nobody's business.
    if (addresses.length === 0 || !addresses.every(({ address }) => isAllowedByOperator(address, networks)))
      throw new EndpointAddressError('not-https');
  }
}
