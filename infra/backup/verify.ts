import { createHash } from 'node:crypto';
import { JokaError } from '../../game/errors.ts';
import { MANIFEST } from './manifest.ts';
import type { BackupManifest } from './manifest.ts';
import { readEntries } from './tar.ts';

/** Reads a backup through and compares every member with the manifest. @throws JokaError BACKUP_CORRUPT. */
export const verifyBackup = async (path: string): Promise<BackupManifest> => {
  const corrupt = (reason: string): JokaError => new JokaError('BACKUP_CORRUPT', { file: path, reason });
  const found = new Map<string, string>();
  let manifest: BackupManifest | null = null;
  for await (const { name, bytes } of readEntries(path)) {
    if (manifest !== null) throw corrupt('something follows its manifest');
    if (name === MANIFEST) manifest = JSON.parse(Buffer.from(bytes).toString('utf8')) as BackupManifest;
    else found.set(name, createHash('sha256').update(bytes).digest('hex'));
  }
  if (manifest === null) throw corrupt('its manifest is missing');
  if (manifest.format !== 1) throw corrupt(`its format ${String(manifest.format)} is not known here`);
  for (const [name, sha256] of Object.entries(manifest.members)) {
    if (found.get(name) !== sha256) throw corrupt(`the member ${name} is missing or altered`);
    found.delete(name);
  }
  const [extra] = found.keys();
  if (extra !== undefined) throw corrupt(`the member ${extra} is not in its manifest`);
  return manifest;
};
