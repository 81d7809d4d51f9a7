import type { FormEvent } from 'react';
import { useState } from 'react';
import type {
  listOrganisations,
  ORGANISATION_KINDS,
  postInvitation,
  postOrganisation,
} from '../../../api/contract/operator.ts';
import type { ResponseOf } from '../../../api/contract/route.ts';
import { get, write } from '../../data/client.ts';
import type { Failure } from '../../data/failure.ts';
import { failureOf } from '../../data/failure.ts';
import { useSession } from '../../data/session.tsx';
import { useResource } from '../../data/use-resource.ts';
import { textOf } from '../../parts/form-text.ts';
import { Field } from '../../parts/field.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { dayText } from '../../words/dates.ts';
import { sayOr, useWords } from '../../words/words.ts';

type Kind = (typeof ORGANISATION_KINDS)[number];
const KINDS: readonly Kind[] = ['institution', 'adviser', 'laboratory', 'operator'];
type Invitation = ResponseOf<typeof postInvitation> & { organisation: string };

/** Organisations, and a single-use link for one member of staff, shown once. */
export const Invite = () => {
  const { w, language } = useWords();
  const { instance } = useSession();
  const found = useResource('organisations', () => get<typeof listOrganisations>('/operator/organisations'));
  const [failure, setFailure] = useState<Failure | null>(null);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const tried = async (work: () => Promise<void>) => {
    setFailure(null);
    try {
      await work();
    } catch (error) {
      setFailure(failureOf(error));
    }
  };
  const create = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const territory = textOf(data, 'territory');
    const body = {
      name: textOf(data, 'name'),
      kind: data.get('kind') as Kind,
      territory: territory === '' ? null : territory,
    };
    void tried(async () => {
      await write<typeof postOrganisation>('POST', '/operator/organisations', { body });
      form.reset();
      found.again();
    });
  };
  const invite = (id: string, name: string) =>
    void tried(async () => {
      const made = await write<typeof postInvitation>('POST', '/operator/invitations', {
        body: { organisation: id, days: 14 },
      });
      setInvitation({ ...made, organisation: name });
    });
  return (
    <section className="stack tight" aria-labelledby="invite-title">
      <h2 id="invite-title">{w('operator.organisations')}</h2>
      {found.failure === undefined ? null : <Failed failure={found.failure} retry={found.again} />}
      {found.loading ? <Loading rows={1} /> : null}
      <ul className="stack tight">
        {found.value?.organisations.map((each) => (
          <li key={each.id} className="card row spread">
            <span>
              <strong>{each.name}</strong>
              <br />
              <span className="small quiet">
                {sayOr(`organisation.${each.kind}`, each.kind)}
                {each.territory === null ? null : ` · ${each.territory}`} ·{' '}
                {w('operator.accounts', { n: each.accounts })}
              </span>
            </span>
            <button type="button" className="button plain" onClick={() => invite(each.id, each.name)}>
              {w('operator.invite')}
            </button>
          </li>
        ))}
      </ul>
      {invitation === null ? null : (
        <output className="notice done stack tight">
          <p>
            {w('operator.invited', {
              name: invitation.organisation,
              day: dayText(invitation.expiresAt, language),
            })}
          </p>
          <p>
            <code>{new URL(invitation.path, window.location.origin).href}</code>
          </p>
        </output>
      )}
      {failure === null ? null : <Failed failure={failure} />}
      <form className="card stack tight" onSubmit={create}>
        <h3>{w('operator.newOrganisation')}</h3>
        <Field label={w('operator.name')}>
          {(ids) => <input {...ids} name="name" required minLength={2} maxLength={120} />}
        </Field>
        <Field label={w('operator.kindOf')}>
          {(ids) => (
            <select {...ids} name="kind">
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {w(`organisation.${kind}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={w('operator.territory')}>
          {(ids) => (
            <select {...ids} name="territory">
              <option value="">{w('operator.noTerritory')}</option>
              {instance?.territories.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <button type="submit" className="button plain">
          {w('operator.create')}
        </button>
      </form>
    </section>
  );
};
