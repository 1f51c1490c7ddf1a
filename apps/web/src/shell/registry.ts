import type { Feature, FeatureFile, Screen } from '../platform/feature.js';

/** A screen with the feature that brings it. */
export interface RegisteredScreen {
  readonly feature: Feature;
  readonly screen: Screen;
}

/** Every screen there is, by its address pattern. */
export type Registry = ReadonlyMap<string, RegisteredScreen>;

/** Collects what the features bring. Two of the same name or for the same address are a mistake and end the start. */
export function registryOf(features: readonly Feature[]): Registry {
  const names = new Set<string>();
  const screens = new Map<string, RegisteredScreen>();
  for (const feature of features) {
    if (names.has(feature.name)) throw new Error(`Two features are called ${feature.name}.`);
    names.add(feature.name);
    for (const screen of feature.screens) {
      const other = screens.get(screen.path);
      if (other) throw new Error(`${screen.path} belongs to ${other.feature.name} and to ${feature.name}.`);
      screens.set(screen.path, { feature, screen });
    }
  }
  return screens;
}

/** The features of the files found, each under its folder's name. */
export function featuresOf(files: Readonly<Record<string, FeatureFile>>): readonly Feature[] {
  return Object.entries(files).map(([file, { feature }]) => {
    const folder = file.split('/').at(-2);
    if (feature.name !== folder) throw new Error(`${file} calls its feature ${feature.name}.`);
    return feature;
  });
}
