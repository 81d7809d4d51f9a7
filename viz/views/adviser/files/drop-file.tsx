import { useWords } from '../../../words/words.ts';

/** A place to drop a table, or to choose one: the browser's own file field, as large as what one sees. */
export const DropFile = ({ busy, dropped }: { busy: boolean; dropped: (file: File) => void }) => {
  const { w } = useWords();
  return (
    <label className="drop-file card">
      <span className="button plain">{w('files.choose')}</span>
      <span className="small quiet">{w('files.drop')}</span>
      <input
        type="file"
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
