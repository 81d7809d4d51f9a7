/** The 532 codes of ROME 3 by domain (France Travail's public directory of trades, version 3). */
const ROME3 =
  'A11:01 A12:01-05 A13:01-03 A14:01-17 A15:01-04 B11:01 B12:01 B13:01-03 B14:01-02 B15:01 B16:01-04 B17:01 B18:01-06 C11:01-10 C12:01-07 C13:01-03 C14:01 C15:01-04 D11:01-07 D12:01-14 D13:01 D14:01-08 D15:01-09 E11:01-08 E12:01-05 E13:01-08 E14:01-02 F11:01-08 F12:01-04 F13:01-02 F14:01-02 F15:01-03 F16:01-13 F17:01-06 G11:01-02 G12:01-06 G13:01-03 G14:01-04 G15:01-03 G16:01-05 G17:01-03 G18:01-04 H11:01-02 H12:01-10 H13:01-03 H14:01-04 H15:01-06 H21:01-02 H22:01-09 H23:01 H24:01-15 H25:01-05 H26:01-05 H27:01 H28:01-05 H29:01-14 H31:01-02 H32:01-03 H33:01-03 H34:01-04 I11:01-03 I12:01-03 I13:01-10 I14:01-02 I15:01-03 I16:01-07 J11:01-04 J12:01-02 J13:01-07 J14:01-12 J15:01-07 K11:01-04 K12:01-07 K13:01-05 K14:01-05 K15:01-05 K16:01-02 K17:01-07 K18:01-02 K19:01-04 K21:01-12 K22:01-04 K23:01-06 K24:01-02 K25:01-03 K26:01-03 L11:01-03 L12:01-04 L13:01-04 L14:01 L15:01-10 M11:01-02 M12:01-07 M13:01-02 M14:01-04 M15:01-03 M16:01-09 M17:01-07 M18:01-10 N11:01-05 N12:01-02 N13:01-03 N21:01-02 N22:01-05 N31:01-03 N32:01-03 N41:01-05 N42:01-04 N43:01-02 N44:01-03';

const codes = new Set(
  ROME3.split(' ').flatMap((group) => {
    const [domain = '', runs = ''] = group.split(':');
    const [from = 0, to = from] = runs.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => domain + String(from + i).padStart(2, '0'));
  }),
);

/** Number of ROME 3 codes known without any loaded file. */
export const ROME3_SIZE = codes.size;

/** A trade of the loaded directory: parents by ROME 4 code and codes by folded name. */
export type Trades = {
  parentOf(code: string): string | null;
  /** The code a title names, with how much of the title it explains (0-1); null when nothing is near. */
  infer(title: string): { code: string; label: string; score: number } | null;
};

/** ROME 3 parent of a ROME 4 code: itself where ROME 3 has it, else as the loaded directory says, else null. */
export const romeParent = (code: string | null, trades: Trades | null): string | null => {
  if (code === null) return null;
  return codes.has(code) ? code : (trades?.parentOf(code) ?? null);
};
