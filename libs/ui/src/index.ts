/**
 * The design system: calm, exact, typographic. Every word comes in by props; nothing here knows a feature, a router or a
 * server. Import `@concordat/ui/styles.css` once, at the root.
 */
import './forestall-style-tag.js';

export {
  LinkRouter,
  TextLink,
  ButtonLink,
  IconLink,
  type TextLinkProps,
  type ButtonLinkProps,
  type IconLinkProps,
} from './controls/link.js';
export * from './controls/button.js';
export { TextField, TextArea, type TextFieldProps, type TextAreaProps } from './fields/text-field.js';
export { MentionArea, type MentionAreaProps, type MentionOption } from './fields/mention-area.js';
export { NumberField, type NumberFieldProps } from './fields/number-field.js';
export { Select, type SelectProps } from './fields/select.js';
export { ComboBox, type ComboBoxProps } from './fields/combo-box.js';
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
export * from './fields/choice.js';
export * from './fields/date-time-field.js';
export * from './fields/wall-clock.js';
export * from './controls/segmented-control.js';
export * from './controls/toolbar.js';
export * from './controls/tabs.js';
export * from './overlays/menu.js';
export { Popover, type PopoverProps } from './overlays/popover.js';
export * from './overlays/status-line.js';
export * from './overlays/not-confirmed.js';
export * from './screen/lists.js';
export * from './screen/copy-field.js';
export * from './notes/note.js';
export * from './notes/mode-frame.js';
export * from './notes/timeline.js';
export * from './tables/matrix.js';
export * from './frame/app-frame.js';
export * from './frame/top-bar.js';
/** Tells every field, calendar and list the reader's locale: `en-GB`, `fr-FR`. */
export { I18nProvider as ReaderLocale } from 'react-aria-components';
