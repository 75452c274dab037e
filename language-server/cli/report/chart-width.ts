/** Pixels: what a sheet of paper takes beside its margins. */
export const chartWidth = 680;
