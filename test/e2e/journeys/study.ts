import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { openDuck } from '../../../infra/duckdb/duck.ts';
import type { Duck } from '../../../infra/duckdb/duck.ts';
import { enter } from '../browser.ts';
import type { World } from '../world.ts';

type Opened = { rows: number; columns: string[] };

/** A file as a researcher opens it: Arrow by its own library, the others by DuckDB. */
const opened = async (duck: Duck, format: 'parquet' | 'arrow' | 'csv', file: string): Promise<Opened> => {
  if (format === 'arrow') {
    const { numRows, schema } = tableFromIPC(await readFile(file));
    return { rows: numRows, columns: schema.fields.map(({ name }) => name) };
  }
  const read = format === 'csv' ? `read_csv('${file}', header = true)` : `read_parquet('${file}')`;
  const [counted] = await duck.rows<{ n: bigint }>(`SELECT count(*) AS n FROM ${read}`);
  const columns = await duck.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${read}`);
  return { rows: Number(counted?.n), columns: columns.map(({ column_name: name }) => name) };
};

export const studyJourneys = (world: World): void => {
  it('shows a cohort: measures with n, coverage and interval, reasons for nulls, rows beneath', async () => {
    const { page } = await world.visit();
    await enter(page, 'sociologist', '/lab');
    const cards = page.locator('[data-measure]');
    await cards.first().waitFor();
    expect(await cards.count()).toBeGreaterThanOrEqual(5);
    for (const card of await cards.all()) {
      const text = await card.innerText();
      expect(text).toMatch(/n = \d+ sur \d+ personnes/);
      expect(text).toMatch(/couverture/);
    }
    const gyration = page.locator('[data-measure=rg_km]');
    await gyration.locator('summary').click();
    expect(await gyration.innerText()).toMatch(/personne-semaines? sans valeur/);
    await page.locator('.lab-rows tbody tr').first().waitFor();
    await page.getByLabel('Quel tableau').selectOption('ties');
    await page.locator('.lab-rows th', { hasText: 'tie_type' }).waitFor();
  }, 90_000);

  it('takes files away for a stated purpose: in each format the rows that the table says, with a codebook', async () => {
    const { page } = await world.visit();
    await enter(page, 'sociologist', '/lab');
    const caption = (await page.locator('.lab-rows caption').innerText()).replaceAll('\u202F', '');
    const folder = await mkdtemp(join(tmpdir(), 'joka-taken-'));
    const save = async (link: Locator, name: string): Promise<string> => {
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      await download.saveAs(join(folder, name));
      return join(folder, name);
    };
    await page.getByRole('button', { name: 'Montrer' }).click();
    const codebook = await save(page.getByRole('link', { name: 'Télécharger en CSV' }), 'codebook.csv');
    const duck = await openDuck({ memoryLimitMb: 256, threads: 1, readable: [folder] });
    const known = await duck.rows<{ column: string }>(
      `SELECT "column" FROM read_csv('${codebook}', header = true) WHERE "table" = 'measures'`,
    );
    expect(known.length).toBeGreaterThan(5);
    await page.getByLabel('But').fill('Vérifier un export de bout en bout');
    for (const format of ['parquet', 'arrow', 'csv'] as const) {
      await page.getByLabel('Format').selectOption(format);
      await page.getByRole('button', { name: 'Préparer' }).click();
      const file = await save(
        page.getByRole('link', { name: new RegExp(`Télécharger .*\\.${format}`) }),
        `measures.${format}`,
      );
      const { rows, columns } = await opened(duck, format, file);
      expect(`${rows} lignes`).toBe(caption);
      expect(columns.filter((name) => !known.some(({ column }) => column === name))).toEqual([]);
    }
    duck.close();
    await rm(folder, { recursive: true });
  }, 120_000);

  it('draws the portrait of a territory without any player, then masked figures with what is missing', async () => {
    const { page } = await world.visit();
    await enter(page, 'institution', '/territory');
    await page.getByRole('heading', { name: 'Portrait : Val-de-Scarbe' }).waitFor();
    expect(await page.locator('.tile').count()).toBe(4);
    for (const caption of [
      'Par métier',
      'Par contrat',
      'Par source',
      'Par précision du lieu',
      'Par ancienneté',
    ]) {
      await page.locator('caption', { hasText: caption }).waitFor();
    }
    const masked = page.locator('[data-table] .track.masked');
    await masked.first().waitFor();
    expect(await masked.first().innerText()).toBe('masqué (moins de 11 personnes)');
    await page
      .getByText(/il manque environ \d+ participants? dans le territoire/)
      .first()
      .waitFor();
  }, 90_000);
};
