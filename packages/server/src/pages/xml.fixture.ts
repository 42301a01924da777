import { SaxesParser } from 'saxes';

/** An element as a strict parser has read it. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Reads XML with its namespaces; throws at whatever is not well-formed. */
export function parseXml(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    const element: Element = {
      name: uri === '' ? local : `{${uri}}${local}`,
      attributes: Object.fromEntries(Object.values(attributes).map(({ name, value }) => [name, value])),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    for (const element of open.slice(-1)) element.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  const [document] = root.children;
  if (!document) throw new Error('There is no element.');
  return document;
}

export function all({ children }: Element, name: string): Element[] {
  return children.filter((child) => child.name === name);
}

/** The text of the only child of a name. */
export function textOf(element: Element, name: string): string {
  const [only, ...others] = all(element, name);
  if (!only || others.length > 0) throw new Error(`There is not one ${name}.`);
  return only.text;
}
