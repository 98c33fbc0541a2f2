import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [address: Address, bits: number];

/** The public part of IPv6: what is written in other ways (`::a9fe:a9fe`, `64:ff9b::…`) may lead to an IPv4 address inside. Source: RFC 4291, 2.4. */
const PUBLIC_IPV6 = ipaddr.parseCIDR('2000::/3');
/** Public by its number, but every virtual machine of Azure reaches its host there. */
const INSIDE_ALTHOUGH_PUBLIC = ipaddr.parseCIDR('168.63.129.16/32');

/** The address a URL's host is, in whatever notation (`2130706433`, `0x7f.1`, `[::1]`); undefined for a name. */
export function literalAddress(host: string): string | undefined {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : undefined;
}

/** An operator has allowed webhooks to this address by WEBHOOK_ALLOWED_NETWORKS. */
export function isAllowedByOperator(address: string, networks: readonly Network[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return networks.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits));
}

/**
 * Whether a webhook may go to this address: over https to a public one, so none that is loopback, private, link-local,
 * carrier NAT, 6to4, multicast or the host of a cloud's machine; over either to one that an operator has allowed.
 */
export function mayConnect(protocol: string, address: string, networks: readonly Network[]): boolean {
  if (isAllowedByOperator(address, networks)) return true;
  return protocol === 'https:' && ipaddr.isValid(address) && isPublic(ipaddr.process(address));
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv6' ? address.match(PUBLIC_IPV6) : !address.match(INSIDE_ALTHOUGH_PUBLIC);
}
