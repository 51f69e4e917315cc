import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoTranscripts } from '../../demo/demo-transcripts.ts';
import { flowLanguagePage, flowSchemaText } from './document.ts';

/** `npm run flows:schema`: writes all that is made from the flow language and the demo flows. Tests fail while it is stale. */
async function main(): Promise<void> {
  const files: [string, string][] = [
    ['ivr-flows/flow.schema.json', flowSchemaText()],
    ['docs/flow-language.md', flowLanguagePage()],
    ...(await demoTranscripts()).map(({ file, text }): [string, string] => [file, text]),
  ];
  for (const [file, text] of files) {
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, text);
    console.log(`wrote ${file}`);
  }
}

await main();
