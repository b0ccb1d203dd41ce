import { Activation } from '../activations'
import { batchNormBackward, batchNormEvaluate, batchNormForward } from './batch-norm'
import { clipNorm, clipPartials, clipTotal, clipValue } from './clip'
import {
  denseForward,
  denseForwardBlocks,
  denseForwardSum,
  denseInputGradient,
  denseWeightGradient,
  denseWeightHalves,
  denseWeightSum,
} from './dense'
import { dropoutForward } from './dropout'
import {
  activationBackward,
  activationForward,
  copyColumns,
  copyElements,
  multiplyElements,
  zeroElements,
} from './elementwise'
import { finishHistogram, histogramPartials } from './histogram'
import {
  binaryCrossEntropyForward,
  countCorrect,
  differenceBackward,
  meanSquaredErrorForward,
  softmaxCrossEntropyBackward,
  softmaxCrossEntropyForward,
} from './loss'
import { Op } from '../opcodes'
import { update, updateRatio } from './optimizer'
import { STRIP } from './packing'
import { penaltyBackward, penaltyPartials, penaltyTotal } from './penalty'
import {
  layerNormBackward,
  layerNormForward,
  softmaxBackward,
  softmaxForward,
} from './row-wise'
import { Rule } from '../rules'
import {
  activationPartials,
  activity,
  finishActivation,
  finishGradient,
  finishTotal,
  gradientPartials,
  saturation,
} from './statistics'
import {
  awaitCall,
  barrier,
  currentCall,
  publish,
  report,
  rowUnit,
  setThread,
  tapeEnd,
  tapeStart,
  thread,
  threadsOf,
} from './threads'

export { helpersReady } from './threads'

/**
 * A tape is a list of records in memory: operation, number of words, then its words (addresses,
 * sizes, bits of floats). Every thread runs the whole tape and takes its share of each record.
 */

/** What changes from run to run, written by the host before it starts a tape. */
const ROWS: usize = 1280
const STEP: usize = 1284
const SEED: usize = 1288
const RATE: usize = 1292
const CORRECTION1: usize = 1296
const CORRECTION2: usize = 1300

/** First byte the host may use for tapes, scratch and arena. */
export const MEMORY_START: usize = 4096

let at: usize = 0
// @ts-expect-error: decorator
@inline
function int(index: i32): i32 {
  return load<i32>(at + 8 + (<usize>index << 2))
}
// @ts-expect-error: decorator
@inline
function ptr(index: i32): usize {
  return <usize>load<u32>(at + 8 + (<usize>index << 2))
}
// @ts-expect-error: decorator
@inline
function float(index: i32): f32 {
  return load<f32>(at + 8 + (<usize>index << 2))
}

/** Elements of a record's tensor: word 1 is its width, for each row where word 2 is 0. */
// @ts-expect-error: decorator
@inline
function lengthOf(rows: i32): i32 {
  return int(2) == 0 ? rows * int(1) : int(1)
}
/** Elements of that tensor that threads share as one: word 2, or so many rows. */
// @ts-expect-error: decorator
@inline
function unitOf(): i32 {
  return int(2) == 0 ? rowUnit() * int(1) : int(2)
}

function runTape(start: usize, end: usize): void {
  const rows = load<i32>(ROWS)
  at = start
  while (at < end) {
    switch (load<i32>(at)) {
      case Op.Barrier:
        barrier()
        break
      case Op.DenseForward:
        denseForward(rows, ptr(0), ptr(1), ptr(2), ptr(3), int(4), int(5), ptr(6), ptr(7))
        break
      case Op.DenseForwardBlocks:
        denseForwardBlocks(
          rows, ptr(0), ptr(1), ptr(2), ptr(3), int(4), int(5), ptr(6), ptr(7), ptr(8),
        )
        break
      case Op.DenseForwardSum:
        denseForwardSum(rows, ptr(0), int(1), int(2), ptr(3))
        break
      case Op.DenseInputGradient:
        denseInputGradient(
          rows, ptr(0), ptr(1), ptr(2), int(3), int(4), int(5) != 0, ptr(6), ptr(7),
        )
        break
      case Op.DenseWeightGradient:
        denseWeightGradient(
          rows, ptr(0), ptr(1), ptr(2), ptr(3), int(4), int(5), ptr(6), ptr(7), ptr(8), int(9),
          int(10),
        )
        break
      case Op.DenseWeightHalves:
        denseWeightHalves(
          rows, ptr(0), ptr(1), ptr(2), ptr(3), int(4), int(5), ptr(6), ptr(7), ptr(8), ptr(9),
          int(10),
        )
        break
      case Op.DenseWeightSum:
        denseWeightSum(
          ptr(0), ptr(1), int(2), int(3), ptr(4), ptr(5), int(6), int(7), int(8),
        )
        break
      case Op.ActivationForward:
        activationForward(<Activation>int(0), ptr(1), ptr(2), rows, int(3), float(4))
        break
      case Op.ActivationBackward:
        activationBackward(
          <Activation>int(0), ptr(1), ptr(2), ptr(3), ptr(4), rows, int(5), int(6) != 0,
          float(7),
        )
        break
      case Op.BatchNormForward:
        batchNormForward(
          rows, ptr(0), ptr(1), ptr(2), ptr(3), ptr(4), ptr(5), ptr(6), ptr(7), int(8),
          float(9), float(10),
        )
        break
      case Op.BatchNormEvaluate:
        batchNormEvaluate(
          rows, ptr(0), ptr(1), ptr(2), ptr(3), ptr(4), ptr(5), int(6), float(7),
        )
        break
      case Op.BatchNormBackward:
        batchNormBackward(
          rows, ptr(0), ptr(1), ptr(4), ptr(5), ptr(6), ptr(7), int(8), int(9) != 0, float(10),
        )
        break
      case Op.DropoutForward:
        dropoutForward(
          ptr(0), ptr(1), ptr(2), rows, int(3), <u32>int(4), float(5),
          load<i32>(STEP), int(6), load<i32>(SEED),
        )
        break
      case Op.Multiply:
        multiplyElements(ptr(0), ptr(1), ptr(2), rows, int(3), int(4) != 0)
        break
      case Op.Copy:
        copyElements(ptr(0), ptr(1), rows, int(2), int(3) != 0)
        break
      case Op.Zero:
        zeroElements(ptr(0), int(1))
        break
      case Op.CopyColumns:
        copyColumns(ptr(0), int(1), ptr(2), int(3), int(4), rows, int(5) != 0)
        break
      case Op.SoftmaxCrossEntropyForward:
        softmaxCrossEntropyForward(rows, ptr(0), ptr(1), ptr(2), int(3), ptr(4))
        break
      case Op.SoftmaxCrossEntropyBackward:
        softmaxCrossEntropyBackward(rows, ptr(0), ptr(1), ptr(2), int(3), int(4) != 0)
        break
      case Op.BinaryCrossEntropyForward:
        binaryCrossEntropyForward(rows, ptr(0), ptr(1), int(2), ptr(3))
        break
      case Op.MeanSquaredErrorForward:
        meanSquaredErrorForward(rows, ptr(0), ptr(1), int(2), ptr(3))
        break
      case Op.DifferenceBackward:
        differenceBackward(
          rows, ptr(0), ptr(1), ptr(2), int(3), float(4), int(5) != 0, int(6) != 0,
        )
        break
      case Op.Correct:
        countCorrect(rows, ptr(0), ptr(1), int(2), int(3) != 0, ptr(4))
        break
      case Op.Total: {
        const unit = rowUnit()
        const divisor = int(1) == 0 ? 1 : <f64>(rows * int(1))
        finishTotal(ptr(0), (rows + unit - 1) / unit, divisor, ptr(2))
        break
      }
      case Op.PenaltyPartials:
        penaltyPartials(ptr(0), int(1), ptr(2))
        break
      case Op.PenaltyTotal:
        penaltyTotal(ptr(0), ptr(1), int(2), float(3), float(4), int(5) != 0)
        break
      case Op.PenaltyBackward:
        penaltyBackward(ptr(0), ptr(1), int(2), float(3), float(4), int(5) != 0)
        break
      case Op.Update: {
        const rate = load<f32>(RATE)
        update(
          <Rule>int(0), ptr(1), ptr(2), ptr(3), ptr(4), int(5), int(11), rate, float(6),
          float(7), float(12), float(13), float(8), load<f32>(CORRECTION1), load<f32>(CORRECTION2), rate * float(9),
          ptr(10),
        )
        break
      }
      case Op.UpdateRatio:
        updateRatio(ptr(0), int(1), int(2), ptr(3))
        break
      case Op.GradientPartials:
        gradientPartials(ptr(0), lengthOf(rows), unitOf(), ptr(3))
        break
      case Op.GradientStatistics:
        finishGradient(ptr(3), lengthOf(rows), unitOf(), ptr(4))
        break
      case Op.ActivationPartials:
        activationPartials(ptr(0), lengthOf(rows), unitOf(), ptr(3))
        break
      case Op.ActivationStatistics:
        finishActivation(ptr(3), lengthOf(rows), unitOf(), ptr(4))
        break
      case Op.Saturation:
        saturation(rows, ptr(0), int(1), float(2), float(3), float(4), float(5), ptr(6))
        break
      case Op.Activity:
        activity(rows, ptr(0), int(1), ptr(2))
        break
      case Op.HistogramPartials:
        histogramPartials(
          ptr(0), lengthOf(rows), unitOf(), int(4), ptr(5) + <usize>thread * STRIP,
          ptr(3) + ((<usize>thread) << 8),
        )
        break
      case Op.Histogram:
        finishHistogram(ptr(0), ptr(1))
        break
      case Op.LayerNormForward:
        layerNormForward(
          rows, ptr(0), ptr(1), ptr(2), ptr(3), ptr(4), ptr(5), int(6), float(7),
        )
        break
      case Op.LayerNormBackward:
        layerNormBackward(
          rows, ptr(0), ptr(1), ptr(2), ptr(3), ptr(4), ptr(5), ptr(6), ptr(7), int(8),
          int(9) != 0, float(10),
        )
        break
      case Op.SoftmaxForward:
        softmaxForward(rows, ptr(0), ptr(1), int(2))
        break
      case Op.SoftmaxBackward:
        softmaxBackward(rows, ptr(0), ptr(1), ptr(2), int(3), int(4) != 0)
        break
      case Op.ClipPartials:
        clipPartials(ptr(0), int(1), ptr(2))
        break
      case Op.ClipTotal:
        clipTotal(ptr(0), int(1), ptr(2), int(3) != 0)
        break
      case Op.ClipNorm:
        clipNorm(ptr(0), ptr(1), int(2), float(3))
        break
      case Op.ClipValue:
        clipValue(ptr(0), int(1), float(2))
        break
      default:
        unreachable()
    }
    at += 8 + (<usize>load<i32>(at, 4) << 2)
  }
}

let threadIndex: i32 = 0

/** Runs a tape on this thread and the helpers that are up, `most` threads in all; returns when all are done. */
export function run(start: usize, end: usize, most: i32): void {
  setThread(0, publish(start, end, most))
  runTape(start, end)
  barrier()
}

/** A helper's whole life: takes its share of every tape it is called for. Never returns. */
export function help(): void {
  let call = currentCall()
  threadIndex = report()
  while (true) {
    call = awaitCall(call)
    const count = threadsOf(call)
    if (threadIndex >= count) continue
    setThread(threadIndex, count)
    runTape(tapeStart(), tapeEnd())
    barrier()
  }
}
