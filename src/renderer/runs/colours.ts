/** Colours that runs are told apart by; the style sheet has them as `run-0` and so on. */
export const runColours = 8

/** The colour of a chosen run, by its place among them. */
export function colourOf(place: number): number {
  return place % runColours
}
