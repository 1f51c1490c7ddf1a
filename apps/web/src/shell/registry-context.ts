import { createContext, useContext } from 'react';
import type { Registry } from './registry.js';

/** The screens there are, for what has to know them: rail, dock, links between features. */
export const RegistryContext = createContext<Registry>(new Map());

export const useRegistry = (): Registry => useContext(RegistryContext);
