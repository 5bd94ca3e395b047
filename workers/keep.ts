import { openFolder } from '../src/io/folder.ts';
import { keepHandlers, type KeepMethods } from '../src/io/keep-methods.ts';
import { serve } from '../src/io/port.ts';

serve<KeepMethods>(
  self,
  keepHandlers(() => openFolder('files')),
);
