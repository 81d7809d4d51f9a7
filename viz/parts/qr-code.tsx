import { encodeQR } from 'qr';
import { useMemo } from 'react';

/** An SVG of the code, with the quiet zone of four modules the standard asks for, as an address of its own. */
const drawn = (text: string): string =>
  `data:image/svg+xml,${encodeURIComponent(encodeQR(text, 'svg', { ecc: 'medium', border: 4 }))}`;

/** A QR code drawn by the page itself: what it holds is sent to nobody. */
export const QrCode = ({ text, alt }: { text: string; alt: string }) => {
  const src = useMemo(() => drawn(text), [text]);
  return <img className="qr" src={src} alt={alt} />;
};
