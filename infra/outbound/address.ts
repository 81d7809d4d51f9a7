import ipaddr from 'ipaddr.js';

/** IPv6 ranges that lead, or may lead, back into a network of one's own: NAT64, IPv4-compatible, site-local. */
const INWARD = ['64:ff9b::/96', '64:ff9b:1::/48', '::/96', 'fec0::/10', '2002::/16', '2001::/32'].map(
  (range) => ipaddr.parseCIDR(range),
);

/**
 * Whether an IP address is one of the public internet. Loopback, private, link-local (cloud metadata among them), carrier-grade
 * NAT, multicast, reserved, and every IPv6 form that carries an IPv4 address are not.
 */
export const isPublicAddress = (text: string): boolean => {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.kind() === 'ipv6') {
    const v6 = address as ipaddr.IPv6;
    // a mapped address is refused even when the address inside is public: nobody writes one in good faith
    if (v6.isIPv4MappedAddress() || INWARD.some((range) => v6.match(range as [ipaddr.IPv6, number])))
      return false;
  }
  return address.range() === 'unicast';
};
