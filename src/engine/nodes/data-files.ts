import { ownSourceIds } from '../data/own'
import { type AttrSpecs, bool, choice, int, number, text } from './attrs'

const own = { attr: 'dataset', is: ownSourceIds }
const table = { attr: 'dataset', is: ['ownTable'] }
const longest = 100_000
const count = { type: 'int', min: 0, max: 1_000_000_000, default: 0 } as const

/** Set where data is imported, in a view of its own. */
const imported = { sparse: true, hidden: true, when: own } as const
const importedTable = { ...imported, when: table } as const
const measured = (title: string, help: string) => int({ title, help, ...count, ...imported })

/** Attrs of data from the user's own files: where they are, how they are read, what is in them. */
export const fileAttrs = {
  path: text({
    title: 'File',
    help: 'The file or folder of the data; in a saved graph, relative to it.',
    ...imported,
  }),
  labels: text({
    title: 'Labels',
    help: 'The IDX file of the labels; beside the images unless given.',
    ...imported,
    when: { attr: 'dataset', is: ['ownIdx'] },
  }),
  delimiter: choice({
    title: 'Delimiter',
    help: 'What stands between two values.',
    options: [
      { value: 'auto', title: 'Automatic', help: 'Found from the first rows.' },
      { value: 'comma', title: 'Comma', help: 'As in 1.5,2.5' },
      { value: 'semicolon', title: 'Semicolon', help: 'As in 1,5;2,5' },
      { value: 'tab', title: 'Tab', help: 'A TSV file.' },
      { value: 'pipe', title: 'Vertical bar', help: 'As in 1.5|2.5' },
    ],
    default: 'auto',
    ...importedTable,
  }),
  encoding: choice({
    title: 'Encoding',
    help: 'How letters are written as bytes.',
    options: [
      { value: 'auto', title: 'Automatic', help: 'Found from the first bytes.' },
      { value: 'utf-8', title: 'UTF-8', help: 'The usual encoding of today.' },
      { value: 'utf-16le', title: 'UTF-16 LE', help: 'Unicode text of Windows programs.' },
      { value: 'utf-16be', title: 'UTF-16 BE', help: 'Unicode text, high byte first.' },
      { value: 'euc-kr', title: 'CP949 (EUC-KR)', help: 'Korean text, as Excel writes it.' },
      { value: 'windows-1252', title: 'Windows-1252', help: 'Western European text.' },
    ],
    default: 'auto',
    ...importedTable,
  }),
  header: choice({
    title: 'First row',
    help: 'Whether the first row names the columns.',
    options: [
      { value: 'auto', title: 'Automatic', help: 'Names, unless there is a number in it.' },
      { value: 'names', title: 'Column names', help: 'Examples begin in the second row.' },
      { value: 'values', title: 'Values', help: 'Examples begin in the first row.' },
    ],
    default: 'auto',
    ...importedTable,
  }),
  decimal: choice({
    title: 'Decimal sign',
    help: 'What stands before the fraction of a number.',
    options: [
      { value: 'auto', title: 'Automatic', help: 'Found from the first rows.' },
      { value: 'point', title: 'Point', help: 'As in 1.5' },
      { value: 'comma', title: 'Comma', help: 'As in 1,5; where values are not parted by commas.' },
    ],
    default: 'auto',
    ...importedTable,
  }),
  target: text({
    title: 'Target column',
    help: 'The column to predict; the last one unless given.',
    ...importedTable,
  }),
  task: choice({
    title: 'Task',
    help: 'What is predicted.',
    options: [
      {
        value: 'auto',
        title: 'Automatic',
        help: 'Classes where the target is text or at most 20 whole numbers.',
      },
      { value: 'classification', title: 'Classification', help: 'One of several classes.' },
      { value: 'regression', title: 'Regression', help: 'A number.' },
    ],
    default: 'auto',
    ...importedTable,
  }),
  missing: choice({
    title: 'Missing values',
    help: 'What is done with cells that are empty, NaN, NA, null or ?.',
    options: [
      { value: 'refuse', title: 'Refuse', help: 'Say in which row and column the first one is.' },
      { value: 'drop', title: 'Drop the row', help: 'Rows with a missing value are left out.' },
      {
        value: 'mean',
        title: 'Take the mean',
        help: 'The mean of the training part; rows without a target are left out.',
      },
    ],
    default: 'refuse',
    ...importedTable,
  }),
  categorical: text({
    title: 'Categories',
    help: 'Columns of numbers that stand for categories, parted by commas.',
    maxLength: longest,
    ...importedTable,
  }),
  ignored: text({
    title: 'Left out',
    help: 'Columns that are not used, parted by commas.',
    maxLength: longest,
    ...importedTable,
  }),
  bytes: int({ title: 'Bytes', help: 'Size of the files.', ...count, max: 1e12, ...imported }),
  hash: text({ title: 'Hash', help: 'SHA-256 of the files.', maxLength: 64, ...imported }),
  rows: measured('Examples', 'Examples in the files.'),
  testRows: measured('Test examples', 'Examples in test files of their own.'),
  inputs: measured('Inputs', 'Numbers that go into the network.'),
  outputs: measured('Outputs', 'Classes; 0 where a number is predicted.'),
  height: measured('Height', 'Height of an image in pixels.'),
  width: measured('Width', 'Width of an image in pixels.'),
  channels: measured('Channels', '1 for grey images, 3 for colour.'),
  classNames: text({
    title: 'Class names',
    help: 'The names of the classes in their order, parted by commas.',
    maxLength: longest,
    ...imported,
  }),
  testFraction: number({
    title: 'Test part',
    help: 'Share of the examples kept for testing, drawn by the seed, where there are no test files.',
    min: 0,
    max: 0.9,
    default: 0.2,
    sparse: true,
    when: own,
  }),
} as const satisfies AttrSpecs

const images = { attr: 'dataset', is: ['mnist', 'ownIdx', 'ownFolder'] }
const augmented = { sparse: true, when: [images, { attr: 'augment', is: [true] }] } as const

/** Attrs of what is done to images anew each time they are trained on. */
export const augmentAttrs = {
  augment: bool({
    title: 'Augmentation',
    help: 'Every training batch shows its images a little changed; validation and test stay as they are.',
    default: false,
    sparse: true,
    when: images,
  }),
  shift: int({
    title: 'Shift',
    help: 'At most so many pixels in each direction.',
    unit: 'px',
    min: 0,
    max: 64,
    default: 2,
    ...augmented,
  }),
  rotate: number({
    title: 'Rotation',
    help: 'At most so many degrees to either side.',
    unit: '°',
    min: 0,
    max: 180,
    default: 10,
    ...augmented,
  }),
  flip: bool({
    title: 'Mirror',
    help: 'Every other image left to right, by chance. Not for digits or letters.',
    default: false,
    ...augmented,
  }),
  pixelNoise: number({
    title: 'Pixel noise',
    help: 'Standard deviation of noise on every pixel, where black is 0 and white 1.',
    min: 0,
    max: 1,
    default: 0,
    ...augmented,
  }),
} as const satisfies AttrSpecs
