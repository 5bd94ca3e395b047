import { csv } from './csv.ts';
import type { Format } from './format.ts';
import { json } from './json.ts';
import { parquet } from './parquet.ts';
import { zip } from './zip.ts';

/** Every format that can be read; a new one is a file and a line here. */
export const formats: readonly Format[] = [csv, json, parquet, zip];
