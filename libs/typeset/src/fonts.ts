import { createRequire } from 'node:module';

const resolve = createRequire(import.meta.url).resolve;

const serif = (weight: string): string =>
  resolve(`@expo-google-fonts/source-serif-4/${weight}/SourceSerif4_${weight}.ttf`);
const sans = (weight: string): string =>
  resolve(`@expo-google-fonts/ibm-plex-sans/${weight}/IBMPlexSans_${weight}.ttf`);

const maths = resolve('@expo-google-fonts/noto-sans-math/400Regular/NotoSansMath_400Regular.ttf');

/**
 * Source Serif 4 for text, IBM Plex Sans for labels and headings: Latin, Greek and Cyrillic; Noto Sans Math for formulas;
 * under the SIL Open Font
 * License. Files on this machine; nothing is fetched.
 */
export const fontPaths: readonly string[] = [
  serif('400Regular'),
  serif('400Regular_Italic'),
  serif('700Bold'),
  serif('700Bold_Italic'),
  sans('400Regular'),
  sans('400Regular_Italic'),
  sans('600SemiBold'),
  sans('600SemiBold_Italic'),
  sans('700Bold'),
  sans('700Bold_Italic'),
  maths,
];
