interface HandedItem extends DataTransferItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** The file behind a notebook that was dropped, so that it can be saved in place; null where the browser does not hand it out. */
export async function droppedNotebook(data: DataTransfer): Promise<FileSystemFileHandle | null> {
  // Asked for before the first await: the browser empties the list behind it.
  const asked = [...data.items].map((item: HandedItem) => item.getAsFileSystemHandle?.() ?? Promise.resolve(null));
  for (const handle of await Promise.all(asked).catch(() => [])) {
    if (handle?.kind === 'file' && /\.(md|markdown)$/i.test(handle.name)) return handle as FileSystemFileHandle;
  }
  return null;
}
