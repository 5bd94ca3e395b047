import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));
export const pageFolder = fileURLToPath(new URL('../dist/page/', import.meta.url));
