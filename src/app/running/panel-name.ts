/** Tabs of the panel under the page. */
export type PanelName = 'problems' | 'stale' | 'profile' | 'history' | 'storage';
