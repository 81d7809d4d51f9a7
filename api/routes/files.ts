import { JokaError } from '../../game/errors.ts';
import type { FileOwner } from '../../ingest/feeds/file-door.ts';
import type { Session } from '../accounts/sessions.ts';
import { sha256 } from '../accounts/codes.ts';
import * as files from '../contract/files.ts';
import { readFileUpload } from '../plugins/file-upload.ts';
import { readFiles, triedAnswer } from '../readers/files.ts';
import { decideHeld } from '../writers/held.ts';
import type { Kit } from './kit.ts';

/** An operator's files lie anywhere; an adviser's in their territory. @throws JokaError ROLE_FORBIDDEN */
const ownerOf = ({ organisation, territory, role }: Session): FileOwner => {
  if (organisation === null || (role === 'adviser' && territory === null))
    throw new JokaError('ROLE_FORBIDDEN', { role });
  return { organisation, territory };
};

const asUuid = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;

export const fileRoutes = ({ implement, db, clock, once, files: door }: Kit): void => {
  const sourceOf = (session: Session): string => door.sourceOf(ownerOf(session));
  implement(files.tryFile, async ({ session, request }) => {
    const owner = ownerOf(session);
    return triedAnswer(await door.try(owner, await readFileUpload(request)));
  });
  implement(files.publishFile, async (asked) => {
    const { session, key, request } = asked;
    const owner = ownerOf(session);
    const { replaces, ...file } = await readFileUpload(request);
    // the run's own id makes the write repeatable; the register holds the body to it
    const run = asUuid(sha256(`file\n${session.account}\n${key}`));
    const body = { name: file.name, sha256: sha256(file.bytes), fields: file.fields, replaces };
    return once('ops', { session, key, body }, 'POST /adviser/files/publish', async () => ({
      run,
      ...(await door.publish(owner, file, run, replaces)),
    }));
  });
  implement(files.listFiles, ({ session }) => readFiles(db.ops, sourceOf(session)));
  for (const [route, answer] of [
    [files.confirmFile, 'release'],
    [files.discardFile, 'discard'],
  ] as const)
    implement(route, (asked) =>
      once('ops', { ...asked, body: asked.params }, `POST ${route.path}`, (trx) =>
        decideHeld(trx, sourceOf(asked.session), asked.params.run, answer, new Date(clock.now())),
      ),
    );
};
