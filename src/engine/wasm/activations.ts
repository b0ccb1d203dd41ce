/** Activation functions, by the number that a tape carries. Shared with the host. */
export enum Activation {
  Identity,
  Relu,
  LeakyRelu,
  Elu,
  Gelu,
  Silu,
  Sigmoid,
  Tanh,
  Softplus,
}
