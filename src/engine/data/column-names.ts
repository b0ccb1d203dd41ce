/** Names of the columns of the tables that ship with the app, the target last. */
export const columnNames = {
  iris: [
    'sepal length (cm)',
    'sepal width (cm)',
    'petal length (cm)',
    'petal width (cm)',
    'species',
  ],
  wine: [
    'alcohol',
    'malic acid',
    'ash',
    'alcalinity of ash',
    'magnesium',
    'total phenols',
    'flavanoids',
    'nonflavanoid phenols',
    'proanthocyanins',
    'color intensity',
    'hue',
    'OD280/OD315 of diluted wines',
    'proline',
    'cultivar',
  ],
  breastCancer: [...['mean', 'error of', 'worst'].flatMap(measured), 'diagnosis'],
  diabetes: [
    'age',
    'sex',
    'body-mass index',
    'blood pressure',
    'total cholesterol (s1)',
    'LDL (s2)',
    'HDL (s3)',
    'cholesterol / HDL (s4)',
    'log triglycerides (s5)',
    'blood sugar (s6)',
    'progression',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** What is measured of the nuclei of a tumour's cells. */
function measured(figure: string): string[] {
  const quantities = ['radius', 'texture', 'perimeter', 'area', 'smoothness', 'compactness']
  const others = ['concavity', 'concave points', 'symmetry', 'fractal dimension']
  return [...quantities, ...others].map(quantity => `${figure} ${quantity}`)
}
