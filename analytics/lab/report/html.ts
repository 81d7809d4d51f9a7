import type { Section } from './section.ts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1d2429}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid #ccd6da}
table{border-collapse:collapse;font-size:.85rem;margin:1rem 0;display:block;overflow-x:auto}
caption{text-align:left;font-weight:600;padding:.3rem 0}th,td{padding:.25rem .6rem;border-bottom:1px solid #e1e7ea;text-align:right}
th:first-child,td:first-child{text-align:left}svg{width:100%;height:auto;max-width:40rem}`;

const section = (part: Section): string => {
  const tables = (part.tables ?? []).map(
    (table) =>
      `<table><caption>${escape(table.caption)}</caption><thead><tr>${table.head
        .map((cell) => `<th scope="col">${escape(cell)}</th>`)
        .join('')}</tr></thead><tbody>${table.rows
        .map((row) => `<tr>${row.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`)
        .join('\n')}</tbody></table>`,
  );
  return `<section><h2>${escape(part.title)}</h2>${part.sentences
    .map((sentence) => `<p>${escape(sentence)}</p>`)
    .join('\n')}${(part.figures ?? []).join('\n')}${tables.join('\n')}</section>`;
};

/** The report as one file: no script, nothing loaded from elsewhere. */
export const reportHtml = (title: string, lang: string, sections: readonly Section[]): string =>
  `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escape(title)}</h1>
${sections.map(section).join('\n')}
</main></body></html>
`;
