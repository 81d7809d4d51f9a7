import type { confirmPhoto, getPhoto } from '../../api/contract/photos.ts';
import type { BodyOf, ResponseOf } from '../../api/contract/route.ts';
import { TRUSTED_READING } from '../../game/photo.ts';

export type PhotoFields = BodyOf<typeof confirmPhoto>['fields'];
export type PhotoDraft = Exclude<ResponseOf<typeof getPhoto>['draft'], null>;

const READ = [
  'title',
  'contract',
  'hours',
  'employer',
  'phone',
  'email',
  'address',
  'salary',
  'apply',
] as const;

/** What was read, as the fields a person corrects. What was not found is empty, never guessed. */
export const fieldsOf = (draft: PhotoDraft): PhotoFields => ({
  isVacancy: draft.verdict !== 'other',
  title: draft.title?.value ?? draft.trades[0]?.label ?? '',
  rome: draft.trades[0]?.rome ?? null,
  contract: draft.contract?.value ?? 'other',
  apply: draft.apply?.value ?? (draft.phone === null ? 'in_person' : 'phone'),
  employer: draft.employer?.value ?? null,
  hours: draft.hours?.value ?? null,
  salary: draft.salary?.value ?? null,
  address: draft.address?.value ?? null,
  phone: draft.phone?.value ?? null,
  email: draft.email?.value ?? null,
});

/** Fields that need a human eye: read with little confidence, or needed and not found. */
export const doubtfulOf = (draft: PhotoDraft): string[] =>
  READ.filter((name) => {
    const field = draft[name];
    if (field === null) return name === 'title' || name === 'contract' || name === 'apply';
    return field.confidence < TRUSTED_READING;
  });
