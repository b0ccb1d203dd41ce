/** Update rules, by the number that a tape carries. Shared with the host. */
export enum Rule {
  Sgd,
  Momentum,
  Nesterov,
  Adagrad,
  Rmsprop,
  Adam,
}
