export { countTile } from './bootstrap';
export { confusion, countBits, countCells, countEqual, countMasked, countPairs, countSums, equalBits, thresholdBits } from './counts';
export { binScores, productOfTruths, squaredErrors } from './probability';
export { finishGroups, packPlaces, precisionSum, scanElements, scanGroups } from './ranks';
export { rowsOfElements, sortScores, survey } from './sort';
