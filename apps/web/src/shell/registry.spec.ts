import { defineFeature, type Feature } from '../platform/feature.js';
import { featuresOf, registryOf } from './registry.js';

const featureOf = (name: string, ...paths: `/${string}`[]): Feature =>
  defineFeature({
    name,
    messages: { en: () => Promise.resolve({ messages: { title: 'Title' } }) },
    screens: paths.map((path) => ({
      path,
      title: 'title' as const,
      load: () => Promise.resolve(() => null),
    })),
  });

describe('registryOf', () => {
  it('finds every screen by its address', () => {
    const registry = registryOf([featureOf('one', '/a', '/b'), featureOf('two', '/c')]);
    expect([...registry.keys()]).toEqual(['/a', '/b', '/c']);
    expect(registry.get('/c')?.feature.name).toBe('two');
  });

  it('refuses two screens at one address', () => {
    expect(() => registryOf([featureOf('one', '/a'), featureOf('two', '/a')])).toThrow(
      '/a belongs to one and to two.',
    );
  });

  it('refuses two features of one name', () => {
    expect(() => registryOf([featureOf('one', '/a'), featureOf('one', '/b')])).toThrow(
      'Two features are called one.',
    );
  });
});

describe('featuresOf', () => {
  it('reads a feature from the file of its folder', () => {
    const feature = featureOf('call', '/calls');
    expect(featuresOf({ '../features/call/call.routes.tsx': { feature } })).toEqual([feature]);
  });

  it('refuses a feature under a name that is not its folder’s', () => {
    const feature = featureOf('calls', '/calls');
    expect(() => featuresOf({ '../features/call/call.routes.tsx': { feature } })).toThrow(
      'calls its feature calls',
    );
  });
});
