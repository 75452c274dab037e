/** Strong Kleene truth: 0 false, 1 true, 2 unknown. */
export type Tri = 0 | 1 | 2;

export const FALSE: Tri = 0;
export const TRUE: Tri = 1;
export const UNKNOWN: Tri = 2;
