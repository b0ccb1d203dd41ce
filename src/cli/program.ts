import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { exportTargetNames } from '../engine/export/target'
import { backendNames } from '../engine/protocol'
import { sweepMethods, sweepObjectives } from '../engine/sweep/spec'
import { languages } from '../shared/language'
import { bench } from './commands/bench'
import { check } from './commands/check'
import { diagnose } from './commands/diagnose'
import { exportTo } from './commands/export'
import { inspect } from './commands/inspect'
import { sweep } from './commands/sweep'
import { train } from './commands/train'
import type { CliContext } from './context'
import { CliFailure, failureText } from './failure'

/**
 * Runs the command line.
 *
 * @returns the exit status: 0 fine; 1 the check failed, training diverged or a
 * finding is an error; 2 bad usage, file or data.
 */
export async function runCli(args: readonly string[], context: CliContext): Promise<number> {
  let status = 0
  const program = createProgram({
    context,
    done: value => {
      status = value
    },
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return status
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    context.error(failureText(error as Error))
    return error instanceof CliFailure ? error.exitCode : 2
  }
}

/** What a command needs besides its options; `done` is told the exit status. */
interface Invocation {
  readonly context: CliContext
  done(status: number): void
}

const set = [
  '--set <path=value>',
  'set a field, such as nodes.dense1.units=64; may be given again',
  (assignment: string, before: readonly string[] = []) => [...before, assignment],
] as const
const seed = [
  '--seed <number>',
  'seed of weights, order and dropout',
  wholeNumber(0, 0xffff_ffff),
] as const
const threads = [
  '--threads <number>',
  'most threads to use; never changes a result',
  wholeNumber(1, 64),
] as const
const json = ['--json', 'one JSON object on stdout, nothing else'] as const

function createProgram(invocation: Invocation): Command {
  const { context } = invocation
  const program = new Command('gradscope')
    .description('Trains and inspects the networks of Gradscope without a window.')
    .version(context.version, '--version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: context.out,
      writeErr: context.error,
      outputError: (text, write) => write(usageText(text)),
    })
    .showHelpAfterError('Add --help for the list of commands and options.')
  for (const add of [addTrain, addCheck, addDiagnose, addInspect, addExport, addSweep, addBench]) {
    add(program, invocation)
  }
  for (const command of program.commands) command.exitOverride().copyInheritedSettings(program)
  return program
}

function addTrain(program: Command, { context, done }: Invocation): void {
  program
    .command('train')
    .description('train a graph file and print losses, accuracies and gradients')
    .argument('<file>', 'a .gradscope file')
    .option('--epochs <number>', 'passes over the training part', wholeNumber(1, 1e6))
    .option(...threads)
    .addOption(
      new Option('--backend <name>', 'wasm trains, reference specifies').choices(backendNames),
    )
    .addOption(
      new Option('--steps <number>', 'stop after so many steps')
        .argParser(wholeNumber(1, 1e9))
        .conflicts('epochs'),
    )
    .option('--weights-in <file>', 'start from the weights of a .safetensors file')
    .option('--weights-out <file>', 'write the weights at the end, as .safetensors')
    .option(
      '--checkpoint-out <file>',
      'write the exact state of the run every minute and at its end, also on Ctrl-C',
    )
    .addOption(
      new Option('--resume <file>', 'go on from a file that --checkpoint-out wrote').conflicts(
        'weightsIn',
      ),
    )
    .option('--telemetry <file>', 'write what every step measured, one JSON object a line')
    .option('--report <file>', 'write the run as one HTML page')
    .addOption(
      new Option('--lang <language>', 'language of the report').choices(languages).default('en'),
    )
    .option(...seed)
    .option(...set)
    .option(...json)
    .action(async (file, options) => done(await train(file, options, context)))
}

function addCheck(program: Command, { context, done }: Invocation): void {
  program
    .command('check')
    .description('compare every gradient with central differences, in float64')
    .argument('<file>', 'a .gradscope file')
    .option('--steps <number>', 'check again after so many training steps', wholeNumber(1, 1e6))
    .addOption(
      new Option('--backend <name>', 'what trains before the second check').choices(backendNames),
    )
    .option(...seed)
    .option(...set)
    .option(...json)
    .action(async (file, options) => done(await check(file, options, context)))
}

function addDiagnose(program: Command, { context, done }: Invocation): void {
  program
    .command('diagnose')
    .description(
      'train for some steps and say what is wrong with the gradients, why, and what helps',
    )
    .argument('<file>', 'a .gradscope file')
    .option(
      '--steps <number>',
      'training steps to look at; 1 looks before training',
      wholeNumber(1, 1_000_000_000),
    )
    .option(...seed)
    .option(...set)
    .option(...json)
    .action(async (file, options) => done(await diagnose(file, options, context)))
}

function addInspect(program: Command, { context, done }: Invocation): void {
  program
    .command('inspect')
    .description('print nodes, shapes, parameter counts and memory')
    .argument('<file>', 'a .gradscope file')
    .option('--plan', 'print the compiled plan as well')
    .option(...set)
    .option(...json)
    .action(async (file, options) => done(await inspect(file, options, context)))
}

function addExport(program: Command, { context, done }: Invocation): void {
  program
    .command('export')
    .description(
      'write the network as a PyTorch or Keras program, or as an ONNX model of its evaluation',
    )
    .argument('<file>', 'a .gradscope file')
    .addOption(
      new Option('--to <format>', 'what to export to')
        .choices(exportTargetNames)
        .makeOptionMandatory(),
    )
    .requiredOption('--out <path>', 'the file to write, or a folder for it')
    .option(
      '--weights-in <file>',
      'with the weights of a .safetensors file that train --weights-out wrote',
    )
    .option(...seed)
    .option(...set)
    .option(...json)
    .action(async (file, options) => done(await exportTo(file, options, context)))
}

function addSweep(program: Command, { context, done }: Invocation): void {
  program
    .command('sweep')
    .description('train a graph file with many values of its fields and rank the trials')
    .argument('<file>', 'a .gradscope file')
    .option('--trials <number>', 'how many; a grid has its own number', wholeNumber(1, 10_000))
    .addOption(
      new Option('--method <name>', 'draw values, or take all of them').choices(sweepMethods),
    )
    .option(
      '--param <path=values>',
      'a field and log:LOW:HIGH, linear:LOW:HIGH or A,B,C; may be given again (learning rate and L2 unless given)',
      (parameter: string, before: readonly string[] = []) => [...before, parameter],
    )
    .addOption(new Option('--objective <name>', 'what ranks the trials').choices(sweepObjectives))
    .option('--epochs <number>', 'epochs of each trial', wholeNumber(1, 1e6))
    .addOption(
      new Option('--steps <number>', 'steps of each trial')
        .argParser(wholeNumber(1, 1e9))
        .conflicts('epochs'),
    )
    .option('--threads <number>', 'trials at a time; never changes a result', wholeNumber(1, 64))
    .option('--out <file>', 'write the trials as .csv, or go on with those that are there')
    .option('--seed <number>', 'seed of the draws and of every trial', wholeNumber(0, 0xffff_ffff))
    .option(...set)
    .option(...json)
    .action(async (file, options) => done(await sweep(file, options, context)))
}

function addBench(program: Command, { context, done }: Invocation): void {
  program
    .command('bench')
    .description('measure training steps of fixed networks on random data')
    .option(...threads)
    .option('--only <name>', 'only the workload of that name')
    .option(...json)
    .action(options => done(bench(options, context)))
}

/** `error: unknown option '--epoch'\n(Did you mean --epochs?)` in the form that failures have, on one line. */
function usageText(text: string): string {
  const [message = '', ...hints] = text
    .trim()
    .replace(/^error: /, '')
    .split('\n')
  const hint = hints.join(' ').replace(/^\(Did/, '(did')
  return `gradscope: ${[message, hint].join(' ').trim()}\n`
}

function wholeNumber(min: number, max: number): (text: string) => number {
  return text => {
    const value = Number(text)
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`)
    }
    return value
  }
}
