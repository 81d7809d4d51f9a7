import { expect, it } from 'vitest';
import { act, ask } from '../act.ts';
import type { RealWorld } from '../world.ts';

export const sourceJourneys = (world: RealWorld): void => {
  it('lets the first operator in by the link, to see what a feed set aside and to try it again', async () => {
    const { page } = await world.visit();
    await page.goto('/play/offers');
    const body = {
      code: world.operatorCode(),
      nickname: 'Exploitante',
      passphrase: 'une phrase assez longue',
    };
    expect((await act(page, 'POST', '/enter/link', body)).status).toBe(200);
    await page.goto('/operator');
    const aside = page.getByRole('region', { name: 'Mis de côté', exact: true });
    const row = aside.locator('tbody tr').filter({ hasText: 'FEED_FIELD_DATE' });
    expect(await row.innerText()).toContain('offres.0-8.json/resultats[8].dateCreation');
    await row.getByRole('button', { name: 'Réessayer' }).click();
    await row.getByText('1 essai').waitFor();

    // A feed that lost six of its eight offers: nothing goes before a person says so.
    await world.ingest(2);
    await page.reload();
    const sources = page.getByRole('region', { name: "Sources d'offres" });
    const held = sources.getByRole('article', { name: /France Travail/ });
    expect(await held.innerText()).toContain('6 offres disparaîtraient.');
    expect((await ask<{ total: number }>(page, '/offers')).total).toBe(8);
    await held.getByRole('button', { name: 'Retirer 6 offres' }).click();
    await held.waitFor({ state: 'detached', timeout: 30_000 });
    await expect
      .poll(async () => (await ask<{ total: number }>(page, '/offers')).total, { timeout: 30_000 })
      .toBe(2);
  }, 120_000);
};
