import ipaddr from 'ipaddr.js';

/**
 * The network a request comes from, for counting: an IPv4 address, or the /64 of an IPv6 one, which is what one
 * household or school is given. An address that cannot be read counts with the others of its kind.
 */
export const networkOf = (ip: string): string => {
  if (!ipaddr.isValid(ip)) return 'unknown';
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return address.toString();
  return `${(address as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
};
