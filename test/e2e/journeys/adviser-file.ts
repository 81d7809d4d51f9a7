import { expect, it } from 'vitest';
import type { searchOffers } from '../../../api/contract/offers.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { ask } from '../act.ts';
import { seriousFindings } from '../axe.ts';
import { enter } from '../browser.ts';
import type { World } from '../world.ts';

/** Twelve offers as a Mission locale keeps them, one row without a title, in the encoding of an old spreadsheet. */
const table = (mark: string): Buffer => {
  const rows = Array.from(
    { length: 12 },
    (_, i) =>
      `Employé·e d'accueil ${mark} n° ${i};Médiathèque;Sorvigny;99100;CDD;Accueil du public, été ${i}`,
  ).map((row) => row.replace('·e', 'e'));
  const lines = [
    'Poste;Employeur;Ville;Code postal;Contrat;Détail',
    ...rows,
    ';Médiathèque;Sorvigny;99100;CDD;sans titre',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
};

export const fileJourneys = (world: World): void => {
  it('lets an adviser drop a table, correct what it means, see its offers and refused rows, and publish', async () => {
    const { page } = await world.visit();
    const mark = `F${Date.now() % 100_000}`;
    await enter(page, 'adviser', '/adviser');
    const part = page.getByRole('region', { name: 'Ajouter un fichier' });
    await part
      .locator('input[type=file]')
      .setInputFiles({ name: 'offres.csv', mimeType: 'text/csv', buffer: table(mark) });
    await part.getByText('13 lignes, dont 12 peuvent devenir des offres').waitFor();
    expect(await part.locator('[data-tried] > li').count()).toBe(10);
    expect(await part.locator('[data-tried]').innerText()).toContain('Médiathèque');
    expect(await part.getByRole('region', { name: '1 ligne refusée' }).innerText()).toContain('13');

    // What was proposed is a proposal: a column taken away takes its text along, and comes back.
    const detail = part.getByLabel('Ce que veut dire la colonne Détail');
    await expect.poll(() => detail.inputValue()).toBe('description');
    await detail.selectOption('');
    await expect.poll(() => part.locator('[data-tried] .clipped').count()).toBe(0);
    await detail.selectOption('description');
    await part.locator('[data-tried] .clipped').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);

    await part.getByRole('button', { name: 'Publier 12 offres' }).click();
    const published = part.locator('[data-file]').first();
    await expect.poll(() => published.getAttribute('data-file'), { timeout: 40_000 }).toBe('done');
    expect(await published.innerText()).toContain('12 nouvelles');
    const found = await ask<ResponseOf<typeof searchOffers>>(page, `/offers?q=${mark}`);
    expect(found.total).toBe(12);
    expect(found.offers[0]?.employer).toBe('Médiathèque');
  }, 120_000);

  it('narrows the open shelf, with every choice in the address', async () => {
    const { page } = await world.visit({ width: 360, height: 740 });
    await page.goto('/play/offers');
    await page.getByLabel('Quoi').selectOption('apprenticeship');
    await page.getByText('Plus de filtres').click();
    await page.getByLabel('Sans permis').check();
    await page.getByLabel('Métier').selectOption('D');
    await expect.poll(() => new URL(page.url()).search).toBe('?kind=apprenticeship&trade=D&noLicence=1');
    const counted = page.locator('output.small.quiet');
    const address = '/offers?territory=DEMO1&kind=apprenticeship&trade=D&noLicence=true';
    const { total } = await ask<ResponseOf<typeof searchOffers>>(page, address);
    await expect.poll(() => counted.innerText()).toBe(`${total} offre${total > 1 ? 's' : ''}`);
    await page.reload();
    expect(await page.getByLabel('Métier').inputValue()).toBe('D');
    expect(await page.getByLabel('Sans permis').isChecked()).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
  }, 60_000);
};
