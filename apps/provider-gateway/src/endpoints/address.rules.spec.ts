import ipaddr from 'ipaddr.js';
import { isAllowedByOperator, literalAddress, mayConnect } from './address.rules';

describe('where a webhook may go', () => {
  it.each([
    ['8.8.8.8', true],
    ['2a00:1450:4009::1', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['168.63.129.16', false],
    ['168.63.129.17', true],
    ['224.0.0.1', false],
    ['0.0.0.0', false],
    ['::1', false],
    ['::a9fe:a9fe', false],
    ['::127.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['64:ff9b::a9fe:a9fe', false],
    ['2002:a00:1::', false],
    ['fe80::1', false],
    ['fd00::1', false],
    ['ff02::1', false],
    ['not an address', false],
  ])('over https, %s: %p', (address, may) => {
    expect(mayConnect('https:', address, [])).toBe(may);
  });

  it('is no public address over http', () => {
    expect(mayConnect('http:', '8.8.8.8', [])).toBe(false);
  });

  it('is over either where an operator has allowed the network, of its own kind only', () => {
    const networks = [ipaddr.parseCIDR('10.1.0.0/16'), ipaddr.parseCIDR('fd00::/8')];
    expect(mayConnect('http:', '10.1.2.3', networks)).toBe(true);
    expect(mayConnect('http:', 'fd00::1', networks)).toBe(true);
    expect(mayConnect('http:', '10.2.2.3', networks)).toBe(false);
    expect(isAllowedByOperator('::ffff:10.1.2.3', networks)).toBe(true);
    expect(isAllowedByOperator('a name', networks)).toBe(false);
  });

  it.each([
    ['2130706433', '127.0.0.1'],
    ['0x7f.1', '127.0.0.1'],
    ['[::1]', '::1'],
    ['charity.example.org', undefined],
  ])('knows %s for the address %p', (host, address) => {
    expect(literalAddress(host)).toBe(address);
  });
});
