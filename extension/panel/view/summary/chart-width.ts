/** Pixels that a chart is drawn for; a wider panel shows it a little larger. */
export const chartWidth = 300;
