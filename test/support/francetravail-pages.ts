import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An invented offer in the shape of Offres d'emploi v2; overrides replace top-level fields. */
export const inventedOffer = (
  n: number,
  overrides: Record<string, unknown> = {},
): Record<string, unknown> => ({
  id: `INV${String(n).padStart(4, '0')}`,
  intitule: `Vendeur / Vendeuse numéro ${n} (H/F)`,
  description: `Offre inventée ${n}.\nVous accueillez les clients, tenez la caisse et rangez les rayons de la boutique ${n}.`,
  dateCreation: '2024-01-02T08:00:00.000Z',
  dateActualisation: '2024-01-05T08:00:00.000Z',
  lieuTravail: {
    libelle: '62 - LIEVIN',
    latitude: 50.423,
    longitude: 2.777,
    codePostal: '62800',
    commune: '62510',
  },
  romeCode: 'D1106',
  romeLibelle: 'Vente en alimentation',
  appellationlibelle: 'Vendeur / Vendeuse en boulangerie',
  entreprise: { nom: `Boulangerie inventée ${n}`, entrepriseAdaptee: false },
  typeContrat: 'CDI',
  typeContratLibelle: 'Contrat à durée indéterminée',
  natureContrat: 'Contrat travail',
  experienceExige: 'D',
  salaire: { libelle: 'Mensuel de 1800,00 Euros à 1900,00 Euros sur 12 mois' },
  alternance: false,
  origineOffre: {
    origine: '1',
    urlOrigine: `https://candidat.francetravail.fr/offres/recherche/detail/INV${n}`,
  },
  ...overrides,
});

/** `count` of them, numbered from `from`. */
export const inventedOffers = (count: number, from = 0): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, i) => inventedOffer(from + i));

/**
 * Writes recorded pages of a folder with their index, 150 rows each, as the API would answer. `raw` replaces the
 * bytes of a page by number.
 */
export const writePages = async (
  dir: string,
  rows: readonly unknown[],
  options: {
    readonly window?: string;
    readonly pageSize?: number;
    readonly index?: boolean;
    readonly raw?: Readonly<Record<number, Uint8Array | string>>;
  } = {},
): Promise<void> => {
  const { window = 'offres', pageSize = 150 } = options;
  await mkdir(dir, { recursive: true });
  const index: unknown[] = [];
  for (let from = 0, page = 0; from < rows.length; from += pageSize, page += 1) {
    const to = Math.min(from + pageSize, rows.length) - 1;
    const file = `${window}.${from}-${to}.json`;
    const bytes = options.raw?.[page] ?? JSON.stringify({ resultats: rows.slice(from, to + 1) });
    await writeFile(join(dir, file), bytes);
    index.push({
      file,
      range: `${from}-${from + pageSize - 1}`,
      status: 206,
      headers: { 'Content-Range': `offres ${from}-${to}/${rows.length}` },
    });
  }
  if (options.index !== false)
    await writeFile(join(dir, `${window}.index.json`), JSON.stringify(index, null, 1));
};
