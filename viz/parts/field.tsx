import type { ReactNode } from 'react';
import { useId } from 'react';

type Props = {
  label: string;
  hint?: string;
  /** Gets the id that ties label, hint and control together. */
  children: (ids: { id: string; 'aria-describedby': string | undefined }) => ReactNode;
};

/** One labelled control of a form. */
export const Field = ({ label, hint, children }: Props) => {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : (
        <span id={hintId} className="small quiet">
          {hint}
        </span>
      )}
      {children({ id, 'aria-describedby': hint === undefined ? undefined : hintId })}
    </div>
  );
};
