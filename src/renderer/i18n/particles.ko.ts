/** What a particle is called after a consonant, after ㄹ, and after a vowel. */
const particles: Readonly<
  Record<string, readonly [consonant: string, rieul: string, vowel: string]>
> = {
  '이(가)': ['이', '이', '가'],
  '은(는)': ['은', '은', '는'],
  '을(를)': ['을', '을', '를'],
  '과(와)': ['과', '과', '와'],
  '(으)로': ['으로', '로', '로'],
}

type Sound = 'consonant' | 'rieul' | 'vowel'

/** How digits are read: 영 일 이 삼 사 오 육 칠 팔 구; 0 at the end of a number is 십, 백, 천 or 만. */
const digits: readonly Sound[] = [
  'consonant',
  'rieul',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'rieul',
  'rieul',
  'vowel',
]

const written = /([\p{L}\p{N}%])([”’"')]*)(이\(가\)|은\(는\)|을\(를\)|과\(와\)|\(으\)로)/gu

/** Chooses between forms of particles, such as 이(가), where it is known how the word before them ends. */
export function chooseParticles(text: string): string {
  return text.replace(written, (all, last: string, quotes: string, both: string) => {
    const forms = particles[both]
    const sound = soundOf(last)
    if (!forms || !sound) return all
    const form = forms[sound === 'consonant' ? 0 : sound === 'rieul' ? 1 : 2]
    return `${last}${quotes}${form}`
  })
}

/** Null for letters of other scripts, which are read in more ways than one. */
function soundOf(last: string): Sound | null {
  if (last === '%') return 'vowel'
  if (/[0-9]/.test(last)) return digits[Number(last)] ?? null
  const syllable = last.codePointAt(0)! - 0xac00
  if (syllable < 0 || syllable >= 11_172) return null
  const final = syllable % 28
  return final === 0 ? 'vowel' : final === 8 ? 'rieul' : 'consonant'
}
