import type { DragEvent } from 'react';
import { useState } from 'react';
import { useWords } from '../../../words/words.ts';

/** A place to drop a table, and a button that opens the same. */
export const DropFile = ({ busy, dropped }: { busy: boolean; dropped: (file: File) => void }) => {
  const { w } = useWords();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined && !busy) dropped(file);
  };
  return (
    <label
      className={`drop-file card ${over ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span className="button plain">{w('files.choose')}</span>
      <span className="small quiet">{w('files.drop')}</span>
      <input
        type="file"
        className="unseen"
        accept=".csv,.tsv,.txt,text/csv"
        disabled={busy}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file !== undefined) dropped(file);
        }}
      />
    </label>
  );
};
