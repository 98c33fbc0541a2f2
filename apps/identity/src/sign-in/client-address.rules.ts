import ipaddr from 'ipaddr.js';

const IPV6_NETWORK_PARTS = 4;

/** What counts as one client: an IPv4 address, or the /64 network of an IPv6 one, of which a single customer has all addresses. */
export function clientAddressOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return address.toString();
  return `${(address as ipaddr.IPv6).parts
    .slice(0, IPV6_NETWORK_PARTS)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}
