import { describe, expect, it } from 'vitest';
import { connectors } from './index.ts';

describe('the registry', () => {
  it.each(Object.entries(connectors))(
    'has %s under its own name, with what it can see and takes',
    (name, connector) => {
      expect(connector.name).toBe(name);
      expect(connector.coverage.types.length).toBeGreaterThan(0);
      expect(new Set(connector.options.map((option) => option.name)).size).toBe(connector.options.length);
    },
  );

  it.each(Object.values(connectors))('opens $name with the examples of its options', (connector) => {
    const examples = Object.fromEntries(connector.options.map((option) => [option.name, option.example]));
    expect(connector.open(examples)).toBeTypeOf('function');
  });
});
