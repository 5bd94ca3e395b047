import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));
/** The built page; PAGE_FOLDER names another build to test and measure. */
export const pageFolder = process.env['PAGE_FOLDER'] ?? fileURLToPath(new URL('../dist/page/', import.meta.url));
