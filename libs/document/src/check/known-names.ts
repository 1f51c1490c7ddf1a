import { sectionSchema } from '../schema/section.schema.js';

const attributesOf = (type: { readonly spec: { readonly attrs?: Readonly<Record<string, unknown>> } }) =>
  Object.keys(type.spec.attrs ?? {});

/** Names of the blocks a section may hold; the document itself and its text are no elements and not among them. */
export const elementNames: ReadonlySet<string> = new Set(
  Object.keys(sectionSchema.nodes).filter((name) => name !== 'doc' && name !== 'text'),
);

/** Names of the attributes that some block carries. */
export const attributeNames: ReadonlySet<string> = new Set(
  Object.values(sectionSchema.nodes).flatMap(attributesOf),
);

/** Names of the marks that text carries. */
export const markNames: ReadonlySet<string> = new Set(Object.keys(sectionSchema.marks));
