/** One line of the table: a task of ours beside one of the peer's, the factor that is wanted, and what bounds ours. */
export interface Goal {
  readonly what: string;
  readonly task: string;
  readonly peer: string;
  readonly peerName: string;
  readonly times: number;
  /** Bytes or operations that no implementation of ours could do without. */
  readonly bound: string;
  /** Rounds, where the peer is slow. */
  readonly rounds?: number;
}

const learn = 'scikit-learn 1.9.1';
const sort = '3 passes of 16 bytes a row after one of 17: 65 MB';

export const goals: readonly Goal[] = [
  { what: 'AUC', task: 'auc', peer: 'auc', peerName: learn, times: 20, bound: sort },
  {
    what: 'AUC, one outlier over near scores',
    task: 'auc_worst',
    peer: 'auc_worst',
    peerName: learn,
    times: 6,
    bound: '9 passes of 16 bytes a row: 150 MB',
  },
  { what: 'average precision', task: 'average_precision', peer: 'average_precision', peerName: learn, times: 20, bound: sort },
  { what: 'log loss', task: 'log_loss', peer: 'log_loss', peerName: learn, times: 100, bound: '9 bytes and 10 vector operations a row' },
  { what: 'Brier score', task: 'brier', peer: 'brier', peerName: learn, times: 30, bound: '9 bytes a row: 9 MB' },
  {
    what: 'ECE, 15 bins',
    task: 'ece',
    peer: 'ece',
    peerName: 'NumPy 2.4.6 (multiply, cast, bincount)',
    times: 3,
    bound: 'three additions to a table a row',
  },
  { what: 'ECE, 15 bins', task: 'ece', peer: 'ece_netcal', peerName: 'netcal', times: 30, bound: 'three additions to a table a row' },
  {
    what: 'binary confusion',
    task: 'confusion',
    peer: 'confusion',
    peerName: learn,
    times: 500,
    bound: '8 bytes a row: 8 MB from the cache',
  },
  { what: 'macro F1, 10 classes', task: 'macro_f1', peer: 'macro_f1', peerName: learn, times: 90, bound: 'one addition to a table a row' },
  {
    what: 'accuracy',
    task: 'accuracy',
    peer: 'accuracy',
    peerName: 'NumPy 2.4.6, (y == p).mean() of bytes',
    times: 4,
    bound: '2 bytes a row: 2 MB',
  },
  {
    what: 'confusion of 100 slices',
    task: 'slices',
    peer: 'slices',
    peerName: `${learn} with masks`,
    times: 300,
    rounds: 2,
    bound: '2 bits read and counted a row and slice, 8 bytes a row for the threshold: 33 MB',
  },
  {
    what: 'confusion of 100 slices',
    task: 'slices',
    peer: 'slices_numpy',
    peerName: 'NumPy 2.4.6, 14 bincounts',
    times: 5,
    bound: '2 bits read and counted a row and slice, 8 bytes a row for the threshold: 33 MB',
  },
  {
    what: 'five metrics of 50 groups',
    task: 'groups',
    peer: 'groups',
    peerName: 'Fairlearn 0.15.0 MetricFrame',
    times: 1000,
    rounds: 2,
    bound: 'one addition to a table a row',
  },
  {
    what: 'AUC bootstrap, 1,000 × 1e5 rows',
    task: 'bootstrap',
    peer: 'bootstrap',
    peerName: `${learn}, 5 replicates × 200`,
    times: 200,
    bound: '1e8 draws of 8 vector operations',
  },
  {
    what: 'AUC bootstrap, 1,000 × 1e5 rows',
    task: 'bootstrap',
    peer: 'bootstrap_numpy',
    peerName: 'NumPy 2.4.6, presorted, 20 replicates × 50',
    times: 6,
    bound: '1e8 draws of 8 vector operations',
  },
];
