import { clientAddressOf } from './client-address.rules';

describe('what counts as one client', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ])('%s is %s', (ip, client) => {
    expect(clientAddressOf(ip)).toBe(client);
  });
});
