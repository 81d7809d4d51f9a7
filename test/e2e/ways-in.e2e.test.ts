import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childEnvironment } from '../../infra/config.ts';
import { freePort } from '../support/tools.ts';
import { startInstance } from '../walk/instance.ts';
import type { Instance } from '../walk/instance.ts';
import { CHROMIUM, launch } from './browser.ts';

const PHRASE = 'une phrase assez longue';

/** As the page sends it: for the screens that other journeys look at. */
const post = <T>(page: Page, path: string, body: object = {}): Promise<T> =>
  page.evaluate(
    async ([address, text]) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
      const init = { method: 'POST', headers, ...(text === '{}' ? {} : { body: text ?? '' }) };
      return (await fetch(`/api/v1${address ?? ''}`, init)).json();
    },
    [path, JSON.stringify(body)],
  ) as Promise<T>;

describe.skipIf(CHROMIUM === null)('the ways into a real instance, in a real browser', () => {
  let home = '';
  let origin = '';
  let operatorLink = '';
  let joka: Instance;
  let browser: Browser;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'joka-ways-'));
    await chmod(home, 0o711); // as root the database runs as another user, who must get through
    const port = await freePort();
    const env = childEnvironment({ JOKA_HOME: home, JOKA_PORT: String(port) });
    const init = ['bin/joka.mjs', 'init', '--territory', '62510', '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, init, { env });
    ({ operatorLink } = JSON.parse(stdout) as { operatorLink: string });
    joka = await startInstance(home, port, { JOKA_LOG_LEVEL: 'warn' }, 200_000);
    // Passkeys belong to a name: the machine's own is the one that needs no certificate.
    origin = `http://localhost:${port}`;
    browser = await launch();
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    await joka?.stop();
    await rm(home, { recursive: true, force: true });
  }, 60_000);

  const visit = async (): Promise<Page> => {
    const context = await browser.newContext({ baseURL: origin, viewport: { width: 360, height: 760 } });
    return context.newPage();
  };
  const enter = (page: Page) => page.getByRole('button', { name: 'Entrer', exact: true }).click();
  const byLink = async (link: string, nickname: string): Promise<Page> => {
    const page = await visit();
    await page.goto(new URL(link, origin).hash.replace(/^/, '/'));
    await page.locator('input[name=nickname]').fill(nickname);
    await page.locator('input[name=passphrase]').fill(PHRASE);
    await enter(page);
    await page.locator('.recovery-code').waitFor();
    return page;
  };

  it('goes from the first link to a card and a poster with a QR, and by the poster to a passkey that opens the account', async () => {
    const operator = await byLink(operatorLink, 'Opératrice');
    const organisation = { name: 'Mission locale', kind: 'adviser', territory: '62510' };
    const { id } = await post<{ id: string }>(operator, '/operator/organisations', organisation);
    const invited = { organisation: id, days: 3 };
    const { path } = await post<{ path: string }>(operator, '/operator/invitations', invited);

    const adviser = await byLink(path, 'Conseillère');
    await adviser.getByRole('link', { name: "C'est noté" }).click();
    await adviser.getByRole('button', { name: 'Faire les cartes' }).click();
    await adviser.locator('.sheet.cards .sheet-card img.qr').first().waitFor();
    expect(await adviser.locator('.sheet.cards .sheet-card').count()).toBe(5);
    await adviser.getByRole('button', { name: 'Faire un code' }).click();
    const code = await adviser.locator('.sheet.poster .sheet-code').innerText();

    const player = await visit();
    const devtools = await player.context().newCDPSession(player);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    const sent: string[] = [];
    player.on('request', (request) => sent.push(request.url()));
    await player.goto(`/#rally=${code}`);
    await player.locator('input[name=nickname]').fill('Zoé');
    expect(player.url()).toBe(`${origin}/`);
    await player.locator('select[name=ageBand]').selectOption('18-25');
    await player.locator('select[name=secret]').selectOption('passkey');
    await enter(player);
    await player.locator('.recovery-code').waitFor();
    expect(await player.locator('.notice.alert').count()).toBe(0);
    expect(sent.filter((url) => url.includes(code))).toEqual([]);

    await post(player, '/leave');
    await player.goto('/');
    await player.getByLabel('Comment entrer').selectOption('passkey');
    await player.getByRole('button', { name: 'Choisir mon compte' }).click();
    await player.waitForURL((url) => url.pathname === '/play');
    await player.goto('/play/me');
    await player.getByRole('heading', { name: /Zoé/ }).waitFor();
    const passkeys = player.getByRole('region', { name: "Entrer avec l'appareil" });
    await passkeys.getByText('utilisé le').waitFor();
    await passkeys.getByRole('button', { name: /^Retirer/ }).click();
    await passkeys.getByText("C'est la seule clé d'accès de ce compte").waitFor();
  }, 120_000);
});
