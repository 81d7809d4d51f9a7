import sharp from 'sharp';

/** A poster to render: its lines of text, a generic font family, and how it hangs in front of the camera. */
export type TestPoster = {
  name: string;
  lines: string[];
  font?: string;
  /** Degrees clockwise. */
  turn?: number;
  /** Corners shifted by this share of the side: mild perspective. */
  lean?: number;
  /** White on a dark ground. */
  dark?: boolean;
};

const WIDTH = 900;
const HEIGHT = 1200;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const flat = async ({ lines, font = 'sans-serif', dark = false }: TestPoster): Promise<Buffer> => {
  const step = (HEIGHT - 160) / lines.length;
  const texts = lines.map((line, at) => {
    const size = Math.min(90, step * 0.62, (WIDTH - 100) / (line.length * 0.58));
    return `<text x="${WIDTH / 2}" y="${110 + step * (at + 0.5)}" font-size="${size}" text-anchor="middle">${escape(line)}</text>`;
  });
  const [ground, ink] = dark ? ['#1d3557', '#f1faee'] : ['#fdfcf7', '#1b1b1b'];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="100%" height="100%" fill="${ground}"/>
    <g font-family="${font}" font-weight="bold" fill="${ink}">${texts.join('')}</g></svg>`;
  return sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
};

/** The photo of a poster behind a window: seen at an angle, on a plain wall, a little blurred, as JPEG. */
export const photograph = async (poster: TestPoster): Promise<Buffer> => {
  const source = await flat(poster);
  const [width, height] = [1200, 1600];
  const out = Buffer.alloc(width * height * 3, 96);
  const angle = ((poster.turn ?? 0) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const lean = poster.lean ?? 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [x - width / 2, y - height / 2];
      const [ux, uy] = [(dx * cos + dy * sin) / WIDTH, (dy * cos - dx * sin) / HEIGHT];
      // farther to the right: smaller, as on a pane seen from the left
      const depth = 1 + lean * ux;
      const sx = Math.round((ux / depth + 0.5) * WIDTH);
      const sy = Math.round((uy * (1 + lean * ux) + 0.5) * HEIGHT);
      if (sx < 0 || sy < 0 || sx >= WIDTH || sy >= HEIGHT) continue;
      source.copy(out, (y * width + x) * 3, (sy * WIDTH + sx) * 3, (sy * WIDTH + sx) * 3 + 3);
    }
  }
  return sharp(out, { raw: { width, height, channels: 3 } })
    .blur(0.8)
    .jpeg({ quality: 80 })
    .toBuffer();
};

/** Eight window ads as French shops write them. Numbers of the ranges kept for fiction, invented names. */
export const POSTERS: TestPoster[] = [
  {
    name: 'seller',
    lines: [
      'RECHERCHE',
      'VENDEUR(SE)',
      'CDI 35h',
      'Se présenter avec CV',
      'ou téléphoner au',
      '03 53 01 67 89',
    ],
  },
  {
    name: 'team',
    lines: [
      'ON RECRUTE !',
      'Équipiers polyvalents H/F',
      'Temps partiel 24h / semaine',
      'Étudiants acceptés',
      'Déposez votre CV en magasin',
    ],
    turn: 4,
  },
  {
    name: 'apprentice',
    lines: [
      'Boulangerie Lefèvre',
      'cherche apprenti(e) pâtissier',
      'Contrat en alternance',
      'Tél. : 06 39 98 56 78',
    ],
    font: 'serif',
    lean: 0.15,
  },
  {
    name: 'waiter',
    lines: [
      'URGENT',
      'Cherche serveur / serveuse',
      'Extra week-end',
      'Midi et soir - débutant accepté',
      "S'adresser à l'intérieur",
    ],
    turn: -5,
    dark: true,
  },
  {
    name: 'hairdresser',
    lines: [
      'Salon Élégance',
      'recrute',
      'COIFFEUR(SE) MIXTE',
      'CDD 6 mois évolutif CDI',
      '12 rue de la République',
      '62300 LENS',
    ],
    turn: 3,
    lean: 0.1,
  },
  {
    name: 'self-service',
    lines: [
      'Nous recherchons',
      'un(e) employé(e) libre-service',
      'CDI temps plein, horaires matin',
      'Salaire : 1 801,80 € brut / mois',
      'Envoyer CV : rh@magasin.example',
    ],
    lean: -0.12,
  },
  {
    name: 'cook',
    lines: [
      'RESTAURANT LE PHARE',
      'embauche',
      'CUISINIER (H/F)',
      '39h - 2 jours de repos',
      'dès le 1er septembre',
      '06.39.98.54.32',
    ],
    font: 'serif',
    turn: -3,
  },
  {
    name: 'pharmacy',
    lines: [
      'Pharmacie du Centre',
      'Recherche préparateur(trice)',
      'en pharmacie - CDI 35 H',
      'Possibilité de logement',
      'Contact : 03 53 01 22 10',
    ],
    turn: 6,
  },
];

/** A window that offers no work. */
export const SALE: TestPoster = {
  name: 'sale',
  lines: ['SOLDES', '-50 % sur tout', 'le magasin', 'jusqu’au 31 janvier'],
  turn: 2,
};
