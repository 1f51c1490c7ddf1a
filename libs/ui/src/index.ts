export {
  LinkRouter,
  TextLink,
  ButtonLink,
  type TextLinkProps,
  type ButtonLinkProps,
} from './controls/link.js';
export * from './controls/button.js';
export { TextField, TextArea, type TextFieldProps, type TextAreaProps } from './fields/text-field.js';
export { NumberField, type NumberFieldProps } from './fields/number-field.js';
export { Select, ComboBox, type SelectProps, type ComboBoxProps } from './fields/select.js';
export type { Option, OptionGroup } from './fields/options.js';
export type { FieldWords } from './fields/field-frame.js';
export { Icon, iconNames, type IconName } from './marks/icon.js';
export * from './marks/mark.js';
export * from './marks/plate.js';
export * from './marks/limit-meter.js';
export * from './marks/deadline-chip.js';
export * from './marks/save-state.js';
export * from './screen/screen-head.js';
export * from './screen/banner.js';
export * from './screen/states.js';
export { VisuallyHidden } from './screen/visually-hidden.js';
export * from './overlays/dialog.js';
export { DataTable, type DataTableProps, type Column } from './tables/data-table.js';
